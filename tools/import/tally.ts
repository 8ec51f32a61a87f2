import { formatCredits } from '../../domain/credits.js';

/** One reason for refusing rows: how many, and the first of them. */
export interface Refusal {
  count: number;
  /** The first of them by line; refusals do not come in order. */
  readonly examples: { readonly line: number; readonly detail: string }[];
}

const MAX_EXAMPLES_PER_REASON = 3;
const MAX_REASONS = 50;
const OTHER_REASONS = 'other reasons';

/** What has become of the rows so far; memory does not grow with the file. */
export class Tally {
  rows = 0;
  imported = 0;
  alreadyThere = 0;
  refused = 0;
  /** Micro-credits. */
  importedCredits = 0n;
  /** Micro-credits. */
  alreadyThereCredits = 0n;
  readonly refusals = new Map<string, Refusal>();
  private readonly startedAt = performance.now();

  refuse(line: number, reason: string, detail = reason): void {
    this.refused += 1;
    const known = this.refusals.has(reason) || this.refusals.size < MAX_REASONS;
    const name = known ? reason : OTHER_REASONS;
    const refusal = this.refusals.get(name) ?? { count: 0, examples: [] };
    refusal.count += 1;
    refusal.examples.push({ line, detail });
    refusal.examples.sort((a, b) => a.line - b.line).splice(MAX_EXAMPLES_PER_REASON);
    this.refusals.set(name, refusal);
  }

  count(credits: bigint, hit: boolean): void {
    if (hit) {
      this.alreadyThere += 1;
      this.alreadyThereCredits += credits;
    } else {
      this.imported += 1;
      this.importedCredits += credits;
    }
  }

  get rowsPerSecond(): number {
    const seconds = (performance.now() - this.startedAt) / 1_000;
    return Math.round((this.imported + this.alreadyThere + this.refused) / Math.max(seconds, 1e-3));
  }

  /** The lines that end an import; `more` stands below its figures. */
  summary(dryRun: boolean, more: readonly (readonly [string, string])[] = []): string {
    const imported = dryRun ? 'would be sent' : 'imported';
    const lines = [
      ['rows', String(this.rows)],
      [imported, `${this.imported} (${formatCredits(this.importedCredits)} credits)`],
    ];
    const there = formatCredits(this.alreadyThereCredits);
    lines.push(['already there', `${this.alreadyThere} (${there} credits)`]);
    lines.push(['refused', String(this.refused)]);
    const total = this.importedCredits + this.alreadyThereCredits;
    lines.push(['credits', formatCredits(total)], ['rows a second', String(this.rowsPerSecond)]);
    lines.push(...more.map(([name, value]) => [name, value]));
    const table = lines.map(([name = '', value = '']) => `${name.padEnd(15)}${value}\n`).join('');
    return table + this.refusalLines();
  }

  private refusalLines(): string {
    const reasons = [...this.refusals].sort(([, a], [, b]) => b.count - a.count);
    return reasons
      .map(([reason, { count, examples }]) => {
        const lines = examples.map(({ line, detail }) => `    line ${line}: ${detail}\n`).join('');
        return `refused ${count} × ${reason}\n${lines}`;
      })
      .join('');
  }
}
