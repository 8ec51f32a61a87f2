import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type Figures = Readonly<Record<string, unknown>>;

/** A row of the table: what was reached, one value a round, beside what was asked for. */
export interface Row {
  readonly measure: string;
  readonly unit: string;
  /** One value a round; the median is what counts. */
  readonly values: readonly number[];
  readonly better: 'more' | 'less';
  /** As numbers where they can be compared; `undefined` where the bound is in words only. */
  readonly atLeast?: number;
  readonly aim?: number;
  readonly atLeastText: string;
  readonly aimText: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = NaN, high = NaN] =
    sorted.length % 2 === 1
      ? [sorted[middle], sorted[middle]]
      : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Four significant digits are more than a shared machine can promise. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

/** Collects JSON lines and the rows of the table; every line names the store it was measured on. */
export class Report {
  private readonly rows: Row[] = [];
  private readonly linesFile: string;
  private readonly tableFile: string;

  constructor(
    folder: string,
    /** What the numbers were measured on: event store and database, with their versions. */
    private store = 'not started',
  ) {
    mkdirSync(folder, { recursive: true });
    const run = new Date().toISOString().replaceAll(/[:.]/g, '-');
    this.linesFile = path.join(folder, `${run}.jsonl`);
    this.tableFile = path.join(folder, `${run}.md`);
  }

  /** Known only once the stores are up. */
  runsOn(store: string): void {
    this.store = store;
  }

  /** One measurement: a JSON line on standard output and in the file. */
  line(measure: string, variant: string, round: number, figures: Figures): void {
    const load1 = rounded(os.loadavg()[0] ?? 0);
    const at = new Date().toISOString();
    const line = { measure, variant, round, ...figures, store: this.store, load1, at };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    appendFileSync(this.linesFile, `${JSON.stringify(line)}\n`);
  }

  row(row: Row): void {
    this.rows.push(row);
  }

  /** The table in Markdown; also kept beside the lines. */
  table(): string {
    const cpu = os.cpus();
    const head = [
      `Store: ${this.store}`,
      `Machine: ${cpu.length} × ${cpu[0]?.model ?? 'unknown'}, Node ${process.version}`,
      '',
      '| measure | reached (median) | lowest to highest | at least | aim | |',
      '| --- | --- | --- | --- | --- | --- |',
    ];
    const text = [...head, ...this.rows.map(tableLine)].join('\n');
    writeFileSync(this.tableFile, `${text}\n`);
    return `${text}\n\n${this.linesFile}\n${this.tableFile}\n`;
  }
}

function tableLine(row: Row): string {
  const reached = median(row.values);
  const range = `${rounded(Math.min(...row.values))} to ${rounded(Math.max(...row.values))}`;
  const cells = [
    row.measure,
    `${rounded(reached)} ${row.unit}`.trim(),
    range,
    row.atLeastText,
    row.aimText,
    verdict(row, reached),
  ];
  return `| ${cells.join(' | ')} |`;
}

function verdict({ better, atLeast, aim }: Row, reached: number): string {
  const meets = (bound: number) => (better === 'more' ? reached >= bound : reached <= bound);
  if (aim !== undefined && meets(aim)) return 'aim';
  if (atLeast !== undefined) return meets(atLeast) ? 'enough' : 'below';
  return '';
}
