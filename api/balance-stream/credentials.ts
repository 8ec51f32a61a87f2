import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../api-keys/api-keys.js';
import type { Caller, KeyCaller, StaffCaller } from '../auth/caller.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { WidgetTokens } from '../widget-tokens/widget-tokens.js';
import type { EndReason } from './server-sent.js';

/** Keys are checked less often than tokens: each may cost a query. */
const KEY_CHECK_MS = 1_000;

/** Checks whether the callers of open streams are still valid. */
@Injectable()
export class Credentials {
  /** Keys and sessions asked about since the last check, by id. */
  private seen = new Map<string, KeyCaller | StaffCaller>();
  private ended = new Set<string>();
  private checkedAtMs = -Infinity;
  private checking: Promise<void> | undefined;

  constructor(
    private readonly keys: ApiKeys,
    private readonly tokens: WidgetTokens,
    private readonly sessions: StaffSessions,
  ) {}

  /** Why a caller would be refused now; undefined: it would not. Keys and sessions lag by 1 s. */
  endOf(caller: Caller): EndReason | undefined {
    if (caller.kind === 'widget') {
      const state = this.tokens.stateOf(caller.grant);
      return state === 'valid' ? undefined : state;
    }
    this.seen.set(idOf(caller), caller);
    if (!this.ended.has(idOf(caller))) return undefined;
    return caller.kind === 'key' ? 'key_revoked' : 'session_ended';
  }

  /** Checks again the keys and sessions that were asked about, when it is time. */
  refresh(): void {
    if (this.checking || performance.now() - this.checkedAtMs < KEY_CHECK_MS) return;
    this.checkedAtMs = performance.now();
    this.checking = this.check().finally(() => (this.checking = undefined));
  }

  private async check(): Promise<void> {
    const [seen, ended] = [this.seen, new Set<string>()];
    this.seen = new Map();
    for (const caller of seen.values()) {
      if (!(await this.isOpen(caller))) ended.add(idOf(caller));
    }
    this.ended = ended;
  }

  /** If that is unknown, streams stay open. */
  private async isOpen(caller: KeyCaller | StaffCaller): Promise<boolean> {
    try {
      return await (caller.kind === 'key'
        ? this.keys.isOpen(caller)
        : this.sessions.isStillOpen(caller));
    } catch {
      return true;
    }
  }
}

const idOf = (caller: KeyCaller | StaffCaller): string =>
  caller.kind === 'key' ? caller.id : caller.sessionId;
