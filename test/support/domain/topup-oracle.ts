import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import { topUpDue, type AccountState } from '../../../domain/account/state.js';
import { HOUR_MS } from '../../../domain/instant.js';

interface Told {
  readonly event: AccountEvent;
  readonly available: bigint;
}

/** Automatic top-ups told by somebody else: keeps the whole story, and reads it anew each time. */
export class TopUpOracle {
  private readonly story: Told[] = [];
  /** Turns that stories must have taken to prove anything. */
  readonly seen = new Set<string>();

  fold(event: AccountEvent, available: bigint): void {
    const isOn = this.consent() >= 0;
    this.story.push({ event, available });
    if (event.type === 'AutoTopUpSucceeded') {
      const bought = this.story.at(-2)?.event;
      ok(bought?.type === 'PackPurchased');
      strictEqual(bought.data.purchaseId, event.data.purchaseId);
      this.seen.add(isOn ? 'topped up' : 'topped up after the end');
    }
    if (event.type === 'AutoTopUpFailed') {
      ok(isOn);
      strictEqual(event.data.inARow, this.failures().length);
    }
    if (event.type === 'AutoTopUpTurnedOff') {
      ok(isOn);
      const before = this.story.at(-2)?.event;
      const isThird = before?.type === 'AutoTopUpFailed' && before.data.inARow === 3;
      strictEqual(event.data.why === 'failures', isThird);
      if (isThird) this.seen.add('turned off by failures');
    }
  }

  /** Holds the state under test to what is known here. */
  compare(state: AccountState): void {
    const { event: consent } = this.story[this.consent()] ?? {};
    strictEqual(topUpDue(state), this.isDue());
    if (consent?.type !== 'AutoTopUpConfigured') return strictEqual(state.autoTopUp, null);
    const { accountId: _, consent: words, memberId: __, ...terms } = consent.data;
    const failed = this.failures();
    const { isAsked, ...known } = state.autoTopUp ?? {};
    ok(isAsked !== undefined);
    deepStrictEqual(known, {
      ...terms,
      consentVersion: words.version,
      consentedAt: consent.occurredAt,
      failures: failed.length,
      failedAt: failed.at(-1)?.event.occurredAt ?? null,
    });
  }

  private isDue(): boolean {
    const from = this.consent();
    const { event: consent } = this.story[from] ?? {};
    if (consent?.type !== 'AutoTopUpConfigured' || this.isSuspended()) return false;
    const isBelow = ({ available }: Told) => available < consent.data.threshold;
    // Only what came after the last outcome, and after the account was last at the line.
    const since = Math.max(
      from - 1,
      this.lastOf(['AutoTopUpSucceeded', 'AutoTopUpFailed']),
      this.story.findLastIndex((told) => !isBelow(told)),
    );
    const failedAt = this.failures().at(-1)?.event.occurredAt ?? -Infinity;
    return this.story.slice(since + 1).some(({ event }) => {
      if (event === consent) return true;
      const isCharge = event.type === 'CreditsDebited' || event.type === 'HoldSettled';
      if (!isCharge || event.data.credits === 0n) return false;
      const isLater = event.occurredAt >= failedAt + HOUR_MS;
      if (!isLater) this.seen.add('asked again within the hour');
      return isLater;
    });
  }

  /** Place of the consent that holds; -1: none does. */
  private consent(): number {
    const given = this.lastOf(['AutoTopUpConfigured']);
    return this.lastOf(['AutoTopUpTurnedOff', 'AccountClosed']) > given ? -1 : given;
  }

  private failures(): Told[] {
    const since = Math.max(this.consent(), this.lastOf(['AutoTopUpSucceeded']));
    return this.story.slice(since).filter(({ event }) => event.type === 'AutoTopUpFailed');
  }

  private isSuspended(): boolean {
    return this.lastOf(['AccountSuspended']) > this.lastOf(['AccountReinstated']);
  }

  private lastOf(types: readonly AccountEvent['type'][]): number {
    return this.story.findLastIndex(({ event }) => types.includes(event.type));
  }
}
