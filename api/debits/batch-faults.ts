import { loggedAs } from '../../platform/failures/expected-failure.js';
import type { Logger } from '../../platform/log.js';
import type { Problem } from '../http/problem.js';

/** Limit of logged internal errors per batch, each with its stack. */
const MAX_LOGGED_ERRORS_PER_BATCH = 5;

/** Collects why items of a batch failed, for the log: a thousand may fail alike. */
export class BatchFaults {
  private readonly away: { readonly index: number; readonly problem: Problem }[] = [];
  private errors = 0;

  constructor(
    private readonly log: Logger,
    private readonly requestId: string,
  ) {}

  /** Records an item's 5xx; internal errors are logged at once. */
  add(index: number, problem: Problem): void {
    if (problem.code !== 'internal_error') {
      this.away.push({ index, problem });
      return;
    }
    this.errors += 1;
    if (this.errors > MAX_LOGGED_ERRORS_PER_BATCH) return;
    const { code, cause } = problem;
    this.log.error({ code, err: cause, ...this.at(index) }, 'an item of a batch failed');
  }

  /** Logs one line for all items that failed because something was unavailable. */
  end(): void {
    if (this.errors > MAX_LOGGED_ERRORS_PER_BATCH) {
      const said = { request_id: this.requestId, items: this.errors };
      this.log.error(said, 'more items of a batch failed than are told apart');
    }
    const [first] = this.away;
    if (!first) return;
    const { index, problem } = first;
    const codes = [...new Set(this.away.map(({ problem: { code } }) => code))];
    this.log.warn(
      { codes, ...loggedAs(problem.cause), ...this.at(index), items: this.away.length },
      'items of a batch could not be written',
    );
  }

  private at(index: number) {
    return { request_id: this.requestId, index };
  }
}
