import type { Scrip } from './client.js';
import { InsufficientCredits, NoAnswer, ScripError } from './errors.js';
import { NotSettled, type HoldOptions, type Outcome, type Receipt } from './hold-options.js';
import { Meter, shareOf, type Usage } from './usage.js';
import { uuidv7 } from './uuid.js';

const DEFAULT_EXPIRES_IN_S = 300;
/** Scrip ends every hold after a day, so renewing it longer has no effect. */
const MAX_HOLD_MS = 24 * 3_600_000;
/** Work that reports nothing for longer is given up: its hold is left to expire. */
const MAX_SILENCE_MS = 15 * 60_000;
/** Each asks for all that is missing by then: the second one covers what came in between. */
const MAX_EXTENSIONS_PER_REPORT = 3;
/** Each is a call with all its tries, under the same key. */
const MAX_SETTLE_CALLS = 3;

/** Credits held for work that is under way. Made by `withHold` and `meterStream`. */
export class Hold {
  private readonly meter: Meter;
  private readonly stop = new AbortController();
  /** Ends the calls that only matter as long as the work goes on. */
  private readonly over = new AbortController();
  private readonly placedAtMs = performance.now();
  private reportedAtMs = this.placedAtMs;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private extending: Promise<void> | undefined;
  private growth: 'open' | 'refused' | 'in_debt' = 'open';
  private readonly leave = () => this.abort(this.options.signal?.reason);

  private constructor(
    private readonly scrip: Scrip,
    private readonly accountId: string,
    private readonly options: HoldOptions,
    readonly holdId: string,
  ) {
    this.meter = new Meter(options.estimate);
    options.signal?.addEventListener('abort', this.leave, { once: true });
    if (options.signal?.aborted) this.leave();
    this.renewLater();
  }

  /**
   * Reserves the estimate. Throws InsufficientCredits, and TypeError for options that cannot work,
   * before anything is done.
   */
  static async place(scrip: Scrip, accountId: string, options: HoldOptions): Promise<Hold> {
    const onShortage: unknown = options.onShortage;
    if (onShortage !== undefined && typeof onShortage !== 'function') {
      throw new TypeError("onShortage: expected a function that answers 'stop' or 'go_on'");
    }
    const { model, mode, complexity, action, feature, memberId: member_id } = options;
    const { estimate: usage_estimate, expiresInS: expires_in_s = DEFAULT_EXPIRES_IN_S } = options;
    const { signal } = options;
    const purpose = { model, mode, complexity, action, feature, member_id };
    const { data } = await scrip.POST('/v1/accounts/{account_id}/holds', {
      params: { path: { account_id: accountId } },
      body: { ...purpose, usage_estimate, expires_in_s },
      ...(signal && { signal }),
    });
    return new Hold(scrip, accountId, options, data.hold_id);
  }

  /** Aborts when the work has to stop: credits have run out, or its caller has left. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** All that has been reported so far. */
  get usage(): Usage {
    return this.meter.usage;
  }

  /**
   * Reports all that has been used so far (not what is new). Answers at once as long as that is
   * held, and has more reserved before it is not. Throws what speaks against going on.
   */
  async used(usage: Usage): Promise<void> {
    this.report(usage);
    await this.secure();
  }

  /** Takes note of all that has been used so far. Throws RangeError for what is no amount. */
  report(usage: Usage): void {
    this.reportedAtMs = performance.now();
    this.meter.report(usage);
  }

  /** Has more reserved when what is held runs out; waits only when it has. */
  async secure(): Promise<void> {
    this.signal.throwIfAborted();
    if (!this.meter.isBeyond) {
      if (this.growth === 'open' && this.meter.missing) void this.extend();
      return;
    }
    for (let asked = 0; asked < MAX_EXTENSIONS_PER_REPORT; asked += 1) {
      if (this.isOver || this.growth === 'in_debt' || !this.meter.isBeyond) return;
      await this.extend();
      this.signal.throwIfAborted();
    }
  }

  /** `aborted` when somebody has stopped the work, `failed` when it has thrown by itself. */
  outcomeOf(error: unknown): Outcome {
    const told = this.options.outcomeOf?.(error);
    if (told !== undefined) return told;
    const isAbort = error instanceof Error && error.name === 'AbortError';
    return isAbort || this.signal.aborted ? 'aborted' : 'failed';
  }

  /**
   * Charges what was used, or lets go of the hold when that is nothing: then the answer is null.
   * Throws NotSettled when that cannot be done.
   */
  async end(
    outcome: Outcome,
    work: { readonly value?: unknown; readonly error?: unknown },
  ): Promise<Receipt | null> {
    clearTimeout(this.renewal);
    this.options.signal?.removeEventListener('abort', this.leave);
    this.over.abort();
    const { usage } = this;
    if (Object.keys(usage).length === 0) return this.release();
    const body = { usage, outcome };
    const idempotencyKey = uuidv7();
    const receipt = await this.settle(body, idempotencyKey).catch((error: unknown) => {
      const { accountId, holdId } = this;
      throw new NotSettled({ accountId, holdId, body, idempotencyKey, work }, error);
    });
    this.options.onReceipt?.(receipt);
    return receipt;
  }

  private get isOver(): boolean {
    return this.over.signal.aborted;
  }

  private get path() {
    return { account_id: this.accountId, hold_id: this.holdId };
  }

  private abort(reason: unknown): void {
    this.stop.abort(reason);
    this.over.abort();
  }

  /** Extends the hold, one call at a time. Never rejects: the signal says why work must stop. */
  private extend(): Promise<void> {
    this.extending ??= this.askForMore().finally(() => (this.extending = undefined));
    return this.extending;
  }

  private async askForMore(): Promise<void> {
    const usage_estimate = this.meter.missing;
    if (!usage_estimate) return;
    try {
      await this.reserve(usage_estimate).catch((error: unknown) => {
        const rest = affordable(usage_estimate, error);
        if (!rest) throw error;
        return this.reserve(rest);
      });
      this.growth = 'open';
    } catch (error) {
      if (this.isOver) return;
      if (isEnded(error)) this.over.abort();
      else if (this.meter.isBeyond) await this.decide(error);
      else this.growth = 'refused';
    }
  }

  private async reserve(usage_estimate: Usage): Promise<void> {
    await this.callExtend({ usage_estimate });
    this.meter.addHeld(usage_estimate);
  }

  private async callExtend(more: { usage_estimate?: Usage }): Promise<void> {
    const { expiresInS: expires_in_s = DEFAULT_EXPIRES_IN_S } = this.options;
    await this.scrip.POST('/v1/accounts/{account_id}/holds/{hold_id}/extend', {
      params: { path: this.path },
      body: { ...more, expires_in_s },
      signal: this.over.signal,
    });
    this.renewLater();
  }

  /** More has been used than could be reserved: whether the work goes on is not ours to say. */
  private async decide(error: unknown): Promise<void> {
    const { onShortage = () => 'stop' as const } = this.options;
    if (!(error instanceof ScripError || error instanceof NoAnswer)) return this.abort(error);
    try {
      const choice = await onShortage({ error, used: this.usage });
      if (choice === 'go_on') this.growth = 'in_debt';
      else this.abort(error);
    } catch (thrown) {
      this.abort(thrown);
    }
  }

  /** A hold is renewed at half its time; one whose process is gone expires by itself. */
  private renewLater(): void {
    clearTimeout(this.renewal);
    if (this.isOver) return;
    const { expiresInS = DEFAULT_EXPIRES_IN_S } = this.options;
    this.renewal = setTimeout(() => void this.renew(), expiresInS * 500);
    // A number in browsers; in Node the timer must not keep the process alive.
    if (typeof this.renewal === 'object') this.renewal.unref();
  }

  private async renew(): Promise<void> {
    const nowMs = performance.now();
    const isGivenUp = nowMs - this.reportedAtMs > MAX_SILENCE_MS;
    if (this.isOver || isGivenUp || nowMs - this.placedAtMs > MAX_HOLD_MS) return;
    try {
      await this.callExtend({});
    } catch (error) {
      // Expired or settled by somebody else: what was used is settled all the same, or told then.
      if (!isEnded(error)) this.renewLater();
    }
  }

  private async settle(
    body: { usage: Usage; outcome: Outcome },
    idempotencyKey: string,
  ): Promise<Receipt> {
    const params = { path: this.path, header: { 'Idempotency-Key': idempotencyKey } };
    for (let calls = 1; ; calls += 1) {
      try {
        const settled = await this.scrip.POST('/v1/accounts/{account_id}/holds/{hold_id}/settle', {
          params,
          body,
        });
        return settled.data;
      } catch (error) {
        if (calls >= MAX_SETTLE_CALLS || !isPassing(error)) throw error;
      }
    }
  }

  /** What cannot be released now expires by itself. */
  private async release(): Promise<null> {
    const params = { path: this.path };
    try {
      await this.scrip.POST('/v1/accounts/{account_id}/holds/{hold_id}/release', { params });
    } catch (error) {
      if (!(error instanceof ScripError || error instanceof NoAnswer)) throw error;
    }
    return null;
  }
}

const isEnded = (error: unknown): boolean =>
  error instanceof ScripError && (error.code === 'hold_not_open' || error.status === 404);

const isPassing = (error: unknown): boolean =>
  error instanceof NoAnswer ||
  (error instanceof ScripError && (error.status >= 500 || error.status === 429));

/** As much of what was refused as there are credits for; undefined: nothing. */
function affordable(refused: Usage, error: unknown): Usage | undefined {
  if (!(error instanceof InsufficientCredits)) return undefined;
  return shareOf(refused, Number(error.available) / Number(error.required));
}
