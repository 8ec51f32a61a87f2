import { unusable } from '../lib/failure.js';
import type { Columns } from './columns.js';
import { readQuantity, readTimestamp, modelOf, type Row, type RowOptions } from './row.js';

/** More models than this in one file are no models. */
const MAX_MODELS = 1_000;

/** What a whole file says of itself, found before anything is charged. */
export class Survey {
  rows = 0;
  /** Rows whose time has no zone. */
  withoutZone = 0;
  /** Rows by the model that prices them, by its name in Scrip; at most 1,000. */
  readonly models = new Map<string, number>();
  private cachedRows = 0;
  private cachedWithinInput = 0;

  constructor(private readonly options: RowOptions) {}

  /** Throws Failure when what should be models are no models. */
  add(row: Row): void {
    this.rows += 1;
    if (row.cells.length !== this.options.width) return;
    const time = readTimestamp(this.cell(row, 'timestamp') ?? '');
    if (time && !time.zoned) this.withoutZone += 1;
    const model = modelOf(this.cell(row, 'model'), this.options);
    if (model !== undefined) this.models.set(model, (this.models.get(model) ?? 0) + 1);
    if (this.models.size > MAX_MODELS) {
      throw unusable(
        `more than ${MAX_MODELS} models: is that the right column (--columns model=…)?`,
      );
    }
    this.compareCached(row);
  }

  /**
   * Wherever tokens came from a cache there are at least as many input tokens: as OpenAI and Gemini
   * count, and charged twice unless the import is told so.
   */
  get looksCachedInInput(): boolean {
    return this.cachedRows > 0 && this.cachedWithinInput === this.cachedRows;
  }

  private compareCached(row: Row): void {
    const { columns, cachedInInput } = this.options;
    if (cachedInInput || !columns.cached_input_tokens || !columns.input_tokens) return;
    const cached = this.sum(row, columns.cached_input_tokens);
    if (cached === 0) return;
    this.cachedRows += 1;
    if (this.sum(row, columns.input_tokens) >= cached) this.cachedWithinInput += 1;
  }

  private sum({ cells }: Row, places: readonly number[]): number {
    const { thousands } = this.options;
    return places.reduce((sum, at) => sum + (readQuantity(cells[at] ?? '', thousands) ?? 0), 0);
  }

  private cell({ cells }: Row, field: keyof Columns): string | undefined {
    const [at] = this.options.columns[field] ?? [];
    return at === undefined ? undefined : (cells[at] ?? '').trim();
  }
}
