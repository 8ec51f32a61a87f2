/** What people can do to an account, and what they fill in for it. */
import { fromMicro, toMicro } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';
import { minorOf } from '../../lib/price.js';

/** What is to be done, and to what. */
export type Command =
  | { readonly kind: 'adjust' | 'change_plan' | StatusKind }
  | { readonly kind: 'refund'; readonly debitId: string }
  | { readonly kind: 'release'; readonly holdId: string }
  | {
      readonly kind: 'refund_payment';
      readonly paymentId: string;
      /** What can still go back, as far as the page knows. */
      readonly left: Schemas['Money'];
      readonly of: PaymentOf;
    }
  /** What is done about what was paid and not granted. */
  | { readonly kind: 'refund_finding'; readonly findingId: string }
  | { readonly kind: 'grant_payment'; readonly findingId: string };

/** Which payment it is, among others of the account. */
export interface PaymentOf {
  readonly paidAt: string;
  readonly received: Schemas['Money'];
  /** The pack and its credits, or the plan, in words. */
  readonly bought: string;
}

/** What changes nothing but the status of an account. */
export type StatusKind = 'suspend' | 'reinstate' | 'close';

/** Why, as the log keeps it. */
export type ReasonCode = Schemas['ReasonCode'];

/** What a person has typed, as it was typed. */
export interface Input {
  readonly direction: 'issue' | 'deduct';
  /** Without a sign. Of a refund: empty for all that is left. */
  readonly credits: string;
  /** Of a payment: in major units; empty for all that is left. */
  readonly money: string;
  /** What becomes of credits that were spent before their money went back. */
  readonly spent: Schemas['SpentPolicy'];
  /** When credits that are issued expire, as an instant; empty: never. */
  readonly expires_at: string;
  /** The plan to change to, and what it is called. */
  readonly plan: string;
  readonly planName: string;
  readonly when: Schemas['PlanChangeTime'];
  readonly reason_code: ReasonCode | '';
  readonly note: string;
  readonly ticket: string;
}

/** A field of a form, by its name in the API. */
export type Field = (typeof FIELDS)[number];
/** The fields in the order in which they stand. */
export const FIELDS = [
  'plan',
  'when',
  'credits',
  'money',
  'spent',
  'reason_code',
  'note',
  'ticket',
  'expires_at',
] as const satisfies readonly (keyof Input)[];

/** Nothing is filled in. */
export const BLANK: Input = {
  direction: 'issue',
  credits: '',
  money: '',
  spent: 'written_off',
  expires_at: '',
  plan: '',
  planName: '',
  when: 'now',
  reason_code: '',
  note: '',
  ticket: '',
};

const NEEDED: Readonly<Record<Command['kind'], readonly Field[]>> = {
  adjust: ['credits', 'reason_code', 'note'],
  refund: ['reason_code'],
  change_plan: ['plan', 'reason_code'],
  suspend: ['reason_code', 'note'],
  reinstate: ['reason_code', 'note'],
  close: ['reason_code', 'note'],
  release: ['reason_code'],
  refund_payment: ['reason_code'],
  refund_finding: ['reason_code'],
  grant_payment: ['reason_code'],
};

/** The fields that a command cannot be previewed without, and that are empty. */
export const missingIn = ({ kind }: Command, input: Input): Field[] =>
  NEEDED[kind].filter((field) => input[field].trim() === '');

/** Whether a command can be sent without this field. */
export const isOptional = ({ kind }: Command, field: Field): boolean =>
  !NEEDED[kind].includes(field);

/** Whether a sign was typed, which would turn what the button says into its opposite. */
export const hasSign = ({ credits, money }: Input): boolean =>
  [credits, money].some((typed) => /^\s*[-+]/.test(typed));

/** The currency of the money to go back, where what was typed is no amount of it. */
export function wrongMoneyIn(command: Command, { money }: Input): string | undefined {
  if (command.kind !== 'refund_payment' || money.trim() === '') return undefined;
  const { currency } = command.left;
  return minorOf(money, currency) > 0 ? undefined : currency;
}

/** An amount as the API takes it: `120.50` is 120.5. What is no amount is sent as it was typed. */
export function canonical(typed: string): string {
  const text = typed.trim();
  try {
    return fromMicro(toMicro(text));
  } catch {
    return text;
  }
}

/** The credits of an adjustment, with their sign, and when they expire. */
export function adjustmentOf({ direction, credits, expires_at }: Input) {
  const amount = canonical(credits);
  if (direction === 'deduct') return { credits: `-${amount}` };
  return { credits: amount, ...(expires_at !== '' && { expires_at }) };
}

/** Why, as the bodies of all commands say it. */
export function reasonOf({ reason_code, note, ticket }: Input) {
  if (reason_code === '') throw new RangeError('a command without a reason');
  return {
    reason_code,
    ...(note.trim() !== '' && { note: note.trim() }),
    ...(ticket.trim() !== '' && { ticket: ticket.trim() }),
  };
}
