import { unusable } from '../lib/failure.js';
import type { Columns, Quantity } from './columns.js';
import { readQuantity, readTimestamp, modelOf, type Row, type RowOptions } from './row.js';

/** More models than this in one file are no models. */
const MAX_MODELS = 1_000;

/** Rows that have some of a quantity, and those of them that have as much of another. */
interface Share {
  rows: number;
  within: number;
}

const isAlwaysWithin = ({ rows, within }: Share): boolean => rows > 0 && within === rows;

/** What a whole file says of itself, found before anything is charged. */
export class Survey {
  rows = 0;
  /** Rows whose time has no zone. */
  withoutZone = 0;
  /** Rows by the model that prices them, by its name in Scrip; at most 1,000. */
  readonly models = new Map<string, number>();
  private readonly cached: Share = { rows: 0, within: 0 };
  private readonly reasoning: Share = { rows: 0, within: 0 };

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
    const { cachedInInput } = this.options;
    if (!cachedInInput) this.compare(row, 'cached_input_tokens', 'input_tokens', this.cached);
    this.compare(row, 'reasoning_tokens', 'output_tokens', this.reasoning);
  }

  /**
   * Whether every row with cached tokens has at least as many input tokens. OpenAI and Gemini count
   * cached tokens within input tokens; without `--cached-in-input` they are charged twice.
   */
  get looksCachedInInput(): boolean {
    return isAlwaysWithin(this.cached);
  }

  /**
   * Wherever there are reasoning tokens there are at least as many output tokens: as OpenAI counts,
   * and charged twice unless the import leaves them out.
   */
  get looksReasoningInOutput(): boolean {
    return isAlwaysWithin(this.reasoning);
  }

  private compare(row: Row, field: Quantity, whole: Quantity, share: Share): void {
    const { [field]: places, [whole]: placesOfWhole } = this.options.columns;
    if (!places || !placesOfWhole) return;
    const quantity = this.sum(row, places);
    if (quantity === 0) return;
    share.rows += 1;
    if (this.sum(row, placesOfWhole) >= quantity) share.within += 1;
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
