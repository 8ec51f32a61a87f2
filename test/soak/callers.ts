import { setTimeout as sleep } from 'node:timers/promises';
import { Credits, formatCredits } from '../../domain/credits.js';
import { Random } from '../../tools/seed/random.js';
import { Acknowledged, type Balance } from './acknowledged.js';
import type { SoakOptions } from './options.js';
import { Sender, Tally } from './send.js';

/** What a write says besides: the balance behind it, and its place in the log. */
interface Written {
  readonly balance: { readonly available: string; readonly held: string; readonly debt: string };
  readonly position: string;
}

/** So much that nobody ever runs out: a refusal would be a fault. */
const FUNDS = Credits.parse('100000000');
/** What the free plan grants to a new account. */
const PLAN_CREDITS = Credits.parse('100');
/** One caller in so many works on the first account; the others have one of their own. */
const SHARE_OF_HOT = 2;
const LARGEST_MICRO = 3_000_000;

/** The accounts of a run, and what the callers were told of them. */
export class Callers {
  readonly tally = new Tally();
  readonly accounts: readonly Acknowledged[];

  constructor(
    private readonly options: SoakOptions,
    private readonly urls: readonly string[],
    /** Tells this run's accounts from those of others on the same store. */
    run: string,
  ) {
    const own = Math.ceil(options.callers / SHARE_OF_HOT);
    const ids = ['hot', ...Array.from({ length: own }, (_, index) => `own-${index + 1}`)];
    this.accounts = ids.map((id) => new Acknowledged(`soak-${run}-${id}`));
  }

  /** Opens and funds the accounts. */
  async open(): Promise<void> {
    const sender = this.sender('opening');
    for (const account of this.accounts) {
      const { accountId } = account;
      const body = { account_id: accountId, name: 'Soak', email: 'soak@example.com' };
      const opened = await sender.send((scrip, header) =>
        scrip.POST('/v1/accounts', { params: { header }, body }),
      );
      const after = { available: formatCredits(PLAN_CREDITS), held: '0', debt: '0' };
      account.add('plan_grant', PLAN_GRANT, taken(-PLAN_CREDITS), {
        balance: balanceOf(after),
        position: opened.position,
      });
      await new Caller(sender, new Random(this.options.seed, 'funds'), account).adjust(FUNDS);
    }
  }

  /** Writes until told to stop; ends when every write has its answer. Throws the first fault. */
  async run(stop: AbortSignal): Promise<void> {
    const { callers, seed, pauseMs } = this.options;
    const ends = Array.from({ length: callers }, async (_, index) => {
      const account = this.accounts[index % SHARE_OF_HOT === 0 ? 0 : (index >> 1) + 1];
      if (!account) throw new Error(`caller ${index} has no account`);
      const random = new Random(seed, `caller ${index}`);
      const caller = new Caller(this.sender(`sender ${index}`), random, account);
      while (!stop.aborted) {
        await caller.turn();
        await sleep(random.between(0, pauseMs));
      }
    });
    await Promise.all(ends);
  }

  private sender(name: string): Sender {
    return new Sender(this.urls, new Random(this.options.seed, name), this.tally);
  }
}

/** What the ledger says a plan's first grant is about is a lot that no answer names. */
export const PLAN_GRANT = 'the first lot of the plan';

const taken = (credits: bigint) => ({ available: -credits, held: 0n });
const balanceOf = ({ available, held, debt }: Written['balance']): Balance => ({
  available: Credits.parse(available),
  held: Credits.parse(held),
  debt: Credits.parse(debt),
});
const after = ({ balance, position }: Written) => ({ balance: balanceOf(balance), position });

/** Somebody who writes on one account, one write after the other. */
class Caller {
  constructor(
    private readonly sender: Sender,
    private readonly random: Random,
    private readonly account: Acknowledged,
  ) {}

  /** One thing that a product does with an account. */
  async turn(): Promise<void> {
    const act = this.random.pick<() => Promise<unknown>>([
      [() => this.debit(), 10],
      [() => this.refund(), 1],
      [() => this.settle(), 5],
      [() => this.release(), 2],
      [() => this.adjust(this.amount()), 1],
      [() => this.adjust(-this.amount()), 1],
    ]);
    await act();
  }

  async adjust(credits: bigint): Promise<void> {
    const body = {
      credits: formatCredits(credits),
      reason_code: 'test_data' as const,
      note: 'soak',
    };
    const answer = await this.sender.send((scrip, header) =>
      scrip.POST('/v1/accounts/{account_id}/adjustments', { params: this.params(header), body }),
    );
    this.account.add('adjustment', answer.adjustment_id, taken(-credits), after(answer));
  }

  private async debit(): Promise<{ readonly id: string; readonly credits: bigint }> {
    const credits = this.amount();
    const body = { credits: formatCredits(credits), feature: 'soak' };
    const answer = await this.sender.send((scrip, header) =>
      scrip.POST('/v1/accounts/{account_id}/debits', { params: this.params(header), body }),
    );
    this.account.add('debit', answer.debit_id, taken(credits), after(answer));
    return { id: answer.debit_id, credits };
  }

  /** A debit, and a part of it back. */
  private async refund(): Promise<void> {
    const debit = await this.debit();
    const credits = BigInt(this.random.between(1, Number(debit.credits)));
    const body = { credits: formatCredits(credits), reason_code: 'model_quality' as const };
    const answer = await this.sender.send((scrip, header) => {
      const { path, ...params } = this.params(header);
      return scrip.POST('/v1/accounts/{account_id}/debits/{debit_id}/refunds', {
        params: { ...params, path: { ...path, debit_id: debit.id } },
        body,
      });
    });
    this.account.add('refund', answer.refund_id, taken(-credits), after(answer));
  }

  private async hold(): Promise<{ readonly id: string; readonly credits: bigint }> {
    const credits = this.amount();
    const body = { credits: formatCredits(credits), feature: 'soak' };
    const answer = await this.sender.send((scrip, header) =>
      scrip.POST('/v1/accounts/{account_id}/holds', { params: this.params(header), body }),
    );
    const deltas = { available: -credits, held: credits };
    this.account.add('hold', answer.hold_id, deltas, after(answer));
    return { id: answer.hold_id, credits };
  }

  /** A hold, and the charge for what it came to: less than was held, or more. */
  private async settle(): Promise<void> {
    const hold = await this.hold();
    const cost = this.amount();
    const body = { credits: formatCredits(cost) };
    const answer = await this.sender.send((scrip, header) =>
      scrip.POST('/v1/accounts/{account_id}/holds/{hold_id}/settle', {
        params: this.holdParams(header, hold.id),
        body,
      }),
    );
    const deltas = { available: hold.credits - cost, held: -hold.credits };
    this.account.add('settle', answer.debit_id, deltas, after(answer));
  }

  private async release(): Promise<void> {
    const hold = await this.hold();
    const answer = await this.sender.send((scrip, header) =>
      scrip.POST('/v1/accounts/{account_id}/holds/{hold_id}/release', {
        params: this.holdParams(header, hold.id),
      }),
    );
    const deltas = { available: hold.credits, held: -hold.credits };
    this.account.add('release', answer.hold_id, deltas, after(answer));
  }

  private amount(): bigint {
    return BigInt(this.random.between(1, LARGEST_MICRO));
  }

  private params(header: { 'Idempotency-Key': string }) {
    return { path: { account_id: this.account.accountId }, header };
  }

  private holdParams(header: { 'Idempotency-Key': string }, holdId: string) {
    return { path: { account_id: this.account.accountId, hold_id: holdId }, header };
  }
}
