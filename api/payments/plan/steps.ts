/** Commands of a plan, and the order in which they are executed. */
import type {
  CloseDispute,
  OpenDispute,
  RecordPackPurchase,
  RecordPaymentRefund,
  ReinstateDispute,
  UndoPaymentRefund,
} from '../../../domain/account/commands.js';
import type { Instant } from '../../../domain/instant.js';

/** A command to the account about a payment that granted it credits. */
export type BackCommand =
  RecordPaymentRefund | UndoPaymentRefund | OpenDispute | CloseDispute | ReinstateDispute;

/** A command to the account; its id is the money object's. */
export interface Step {
  readonly commandId: string;
  readonly command: RecordPackPurchase;
}

/** A command about money that went back, or came again. */
export interface BackStep {
  /** `re_…` and `du_…` with what was done about it. */
  readonly commandId: string;
  readonly command: BackCommand;
  /** The payment, and the refund or dispute that it is about. */
  readonly paymentId: string;
  readonly objectId: string;
  /** Who asked for a refund; null: nobody here. */
  readonly actor: string | null;
  /**
   * When the balance transaction behind it was created; null: there is none, as when a dispute is
   * lost, and it comes after whatever has one.
   */
  readonly at: Instant | null;
}

/**
 * The canonical order: by the balance transaction behind each, then by object; what happened to one
 * object stays in its order. So the same facts lead to the same ledger, in whatever order they are
 * learnt.
 */
export function inOrder(steps: readonly BackStep[]): BackStep[] {
  return steps
    .map((step, place) => ({ step, place }))
    .sort(
      (a, b) =>
        (a.step.at ?? Infinity) - (b.step.at ?? Infinity) ||
        byText(a.step.objectId, b.step.objectId) ||
        a.place - b.place,
    )
    .map(({ step }) => step);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
