import { LRUCache } from 'lru-cache';
import { codeOf, succeeded, type Answer } from '../lib/answer.js';
import type { Client } from '../lib/client.js';

/** Each of them is asked for once; bounded for files with millions. */
const MAX_ACCOUNTS_REMEMBERED = 100_000;
/** Accounts that are named at the end, at most. */
const MAX_NAMED = 20;

/** The file has no e-mail addresses; `.invalid` is reserved and never delivered to (RFC 2606). */
const NOBODY = 'nobody@import.invalid';

/** How an import finds the accounts of its rows. */
export interface AccountsOptions {
  /** Opens accounts that do not exist; else rows of such an account are refused. */
  readonly mayOpen: boolean;
  /** Looks and opens nothing. */
  readonly dryRun: boolean;
}

/** The accounts of a file: each is looked for once, and opened only where that is wanted. */
export class Accounts {
  private readonly found = new LRUCache<string, Promise<Answer | undefined>>({
    max: MAX_ACCOUNTS_REMEMBERED,
  });
  /** Accounts that did not exist before, in the order of the file; the first 20 by name. */
  readonly opened = new Names();
  /** Accounts that do not exist. */
  readonly unknown = new Names();

  constructor(
    private readonly client: Client,
    private readonly options: AccountsOptions,
  ) {}

  /** Why nothing can be charged to an account; undefined: it is open, or would be opened. */
  find(accountId: string): Promise<Answer | undefined> {
    const known = this.found.get(accountId);
    if (known) return known;
    const finding = this.findNow(accountId);
    this.found.set(accountId, finding);
    return finding;
  }

  private async findNow(accountId: string): Promise<Answer | undefined> {
    const answer = await this.client.call('GET', `/v1/accounts/${accountId}`);
    if (succeeded(answer)) return undefined;
    if (answer.status !== 404) return answer;
    if (!this.options.mayOpen) {
      this.unknown.add(accountId);
      return answer;
    }
    this.opened.add(accountId);
    return this.options.dryRun ? undefined : this.open(accountId);
  }

  private async open(accountId: string): Promise<Answer | undefined> {
    const body = { account_id: accountId, name: `Imported ${accountId}`, email: NOBODY };
    const key = `import-open-${accountId}`;
    const answer = await this.client.call('POST', '/v1/accounts', { body, key });
    // Somebody else has opened it meanwhile.
    return succeeded(answer) || codeOf(answer) === 'account_exists' ? undefined : answer;
  }
}

/** Names of which the first are kept and the others counted. */
class Names {
  private readonly first: string[] = [];
  count = 0;

  add(name: string): void {
    this.count += 1;
    if (this.first.length < MAX_NAMED) this.first.push(name);
  }

  /** `a, b and 3 more` */
  toString(): string {
    const others = this.count - this.first.length;
    return this.first.join(', ') + (others > 0 ? ` and ${others} more` : '');
  }
}
