import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../api-keys/api-keys.js';
import type { Caller } from '../auth/caller.js';
import { WidgetTokens } from '../widget-tokens/widget-tokens.js';
import type { EndReason } from './server-sent.js';

/** Keys are looked at less often than tokens: each may cost a look-up. */
const KEY_CHECK_MS = 1_000;

/** Whether those who were let in would still be. */
@Injectable()
export class Credentials {
  /** Keys asked about since they were last looked at, by id. */
  private seen = new Map<string, Caller>();
  private endedKeys = new Set<string>();
  private checkedAtMs = -Infinity;
  private checking: Promise<void> | undefined;

  constructor(
    private readonly keys: ApiKeys,
    private readonly tokens: WidgetTokens,
  ) {}

  /** Why a caller would not be let in any more; undefined: it would. A key is up to 1 s behind. */
  endOf(caller: Caller): EndReason | undefined {
    if (caller.kind === 'widget') {
      const state = this.tokens.stateOf(caller.grant);
      return state === 'valid' ? undefined : state;
    }
    this.seen.set(caller.id, caller);
    return this.endedKeys.has(caller.id) ? 'key_revoked' : undefined;
  }

  /** Looks again at the keys that were asked about, when it is time. */
  refresh(): void {
    if (this.checking || performance.now() - this.checkedAtMs < KEY_CHECK_MS) return;
    this.checkedAtMs = performance.now();
    this.checking = this.checkKeys().finally(() => (this.checking = undefined));
  }

  private async checkKeys(): Promise<void> {
    const [seen, ended] = [this.seen, new Set<string>()];
    this.seen = new Map();
    for (const caller of seen.values()) {
      if (!(await this.isOpen(caller))) ended.add(caller.id);
    }
    this.endedKeys = ended;
  }

  /** While nobody can say, what is open stays so. */
  private async isOpen(caller: Caller): Promise<boolean> {
    try {
      return await this.keys.isOpen(caller);
    } catch {
      return true;
    }
  }
}
