import type { NoAnswer, ScripError } from './errors.js';
import type { components } from './schema.js';
import type { Usage } from './usage.js';

/** The charge that a hold ended in: a debit, and the credits that were returned. */
export type Receipt = components['schemas']['HoldSettled'];

/** How the work ended, as the receipt says it. */
export type Outcome = Receipt['outcome'];

/** More has been used than is held, and no more could be reserved. */
export interface Shortage {
  /** Why: InsufficientCredits, a member's limit, or no answer. */
  readonly error: ScripError | NoAnswer;
  /** All that has been used so far. */
  readonly used: Usage;
}

/** What the work is, and what it is expected to use. */
export interface HoldOptions {
  readonly model: string;
  /** What is reserved at first: better a bit more, what is not used goes back. */
  readonly estimate: Usage;
  readonly mode?: string;
  readonly complexity?: string;
  readonly action?: string;
  readonly feature?: string;
  readonly memberId?: string;
  /** How long the hold outlives this process: 300 by default. It is renewed while work goes on. */
  readonly expiresInS?: number;
  /** Ends the work; what was produced is charged. */
  readonly signal?: AbortSignal;
  /** Whether to stop (the default), or to go on into debt. */
  readonly onShortage?: (shortage: Shortage) => 'stop' | 'go_on' | Promise<'stop' | 'go_on'>;
  /** How work that threw has ended, where one knows better: a `platform_error` may be free. */
  readonly outcomeOf?: (error: unknown) => Outcome | undefined;
  /** Hears what was charged, however the work ended. */
  readonly onReceipt?: (receipt: Receipt) => void;
}

/** What becomes of work whose charge could not be written. */
interface Unsettled {
  readonly accountId: string;
  readonly holdId: string;
  /** The body of the settle, to be sent again under the key. */
  readonly body: { readonly usage: Usage; readonly outcome: Outcome };
  readonly idempotencyKey: string;
  /** What the work answered, or what it threw. */
  readonly work: { readonly value?: unknown; readonly error?: unknown };
}

/** The work is done, and its charge could not be written: keep `unsettled` and send it later. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';

  constructor(
    readonly unsettled: Unsettled,
    cause: unknown,
  ) {
    super(`hold ${unsettled.holdId} of account ${unsettled.accountId} is not settled`, { cause });
  }
}
