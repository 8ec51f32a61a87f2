/** What a kind of mail is: which facts cause it, what is kept until it is sent, what it says. */
import { type z } from 'zod';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Credits } from '../../../domain/credits.js';
import type { Instant } from '../../../domain/instant.js';
import type { Money } from '../../../domain/money.js';
import type { Recorded } from '../../../platform/event-store/records/recorded.js';
import type { Letter } from '../letters/letter.js';

/** Mails that an account can switch off; all others are always sent. */
export const SWITCHES = ['receipts', 'balance'] as const;
/** Mails that an account can switch off. */
export type Switch = (typeof SWITCHES)[number];

/** A mail to be stored. */
export interface MailDraft {
  /** Names what has happened: it leads to one mail at most. */
  readonly fact: string;
  readonly kind: string;
  readonly accountId: string;
  readonly to: 'account' | 'finance';
  readonly switch: Switch | null;
  /** At most one of its kind in a billing period of the account. */
  readonly isOnceAPeriod: boolean;
  /** Figures and ids, and nothing about a person. */
  readonly data: MailData;
  /** Absent: whatever gave the account its plan. */
  readonly subscribed?: Subscribed;
}

/** Only an account is written to that had this plan by subscription until then. */
export interface Subscribed {
  readonly plan: string;
  readonly until: Instant;
}

/** What is kept of a mail until it is sent. Ids lead to what is read when it is written. */
export type MailData = Readonly<Record<string, unknown>>;

/** What a mail is about, as it is when the mail is written; null: nothing is known of it. */
export interface About {
  readonly accountId: string;
  readonly purchase: {
    readonly name: string;
    readonly price: Money;
    /** Where it can be paid. */
    readonly checkoutUrl: string | null;
    /** Begun by Scrip, with the consent of the account. */
    readonly isTopUp: boolean;
    /** The money is there by now. */
    readonly isPaid: boolean;
  } | null;
  readonly payment: {
    readonly amount: Money;
    readonly receiptUrl: string | null;
  } | null;
  /** What the plan that the mail is about is called now; null: it is about none, or not known. */
  readonly planName: string | null;
  /** The plan that has followed it; null: the mail is about none, or it is not known. */
  readonly nextPlan: { readonly name: string; readonly credits: Credits } | null;
  /** The last that the account had of the plan; null: there was none. */
  readonly subscription: {
    /** Its last renewal has not been paid. */
    readonly isUnpaid: boolean;
    /** The account is subscribed, to whatever plan, and nobody has cancelled that. */
    readonly goesOn: boolean;
  } | null;
  /** Of a subscription. */
  readonly invoice: {
    readonly number: string | null;
    /** Where it can be paid or seen. */
    readonly payUrl: string | null;
    /** It is still to be paid: nobody has paid it, nor given it up. */
    readonly isOpen: boolean;
  } | null;
  readonly dispute: {
    readonly reason: string;
    readonly amount: Money;
    readonly evidenceDueAt: Instant | null;
  } | null;
  /** Where browsers reach Scrip, without a slash at the end. */
  readonly publicUrl: string | undefined;
}

type EventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>;

type Cause<Data> =
  { readonly fact: string; readonly data: Data; readonly subscribed?: Subscribed } | undefined;

/** Which events cause a mail, and what is kept of each; undefined: this one causes none. */
export type Causes<Data> = {
  readonly [Type in AccountEvent['type']]?: (recorded: Recorded<EventOf<Type>>) => Cause<Data>;
};

/** How a kind of mail is declared. */
interface Declaration<Schema extends z.ZodType<unknown, MailData>> {
  readonly kind: string;
  readonly to: 'account' | 'finance';
  /** Null: it is always sent. */
  readonly switch: Switch | null;
  readonly isOnceAPeriod: boolean;
  /** Sent to closed accounts, too; absent: it is not. */
  readonly outlivesAccount?: boolean;
  readonly data: Schema;
  readonly causes: Causes<z.output<Schema>>;
  /** Whether it is still so; absent: what it says was so, and that stays true. */
  readonly holds?: (about: About) => boolean;
  readonly write: (data: z.output<Schema>, about: About) => Letter;
}

/** A kind of mail. */
export interface MailKind<Data = never> {
  readonly kind: string;
  readonly to: 'account' | 'finance';
  readonly switch: Switch | null;
  /** Whether an account that was closed meanwhile gets it. */
  readonly outlivesAccount: boolean;
  /** The mail that an event causes, if any. */
  readonly caused: (recorded: Recorded<AccountEvent>) => MailDraft | undefined;
  /** A mail about a fact that is no event. */
  readonly draft: (accountId: string, fact: string, data: Data) => MailDraft;
  /** Whether what it says is still so, as is asked just before it is sent. */
  readonly holds: (about: About) => boolean;
  /** Writes it from what was kept. Throws ZodError. */
  /** Undefined: the data is of another version, which has other fields. */
  readonly write: (data: unknown, about: About) => Letter | undefined;
}

/** Declares a kind of mail. */
export function defineMail<Schema extends z.ZodType<unknown, MailData>>({
  data: schema,
  causes,
  holds = () => true,
  outlivesAccount = false,
  write,
  ...kind
}: Declaration<Schema>): MailKind<z.output<Schema>> {
  const draft = (accountId: string, fact: string, data: z.output<Schema>): MailDraft => ({
    ...kind,
    accountId,
    fact: `${kind.kind}:${fact}`,
    data: schema.encode(data),
  });
  return {
    ...kind,
    outlivesAccount,
    draft,
    holds,
    caused: (recorded) => {
      const cause = causeOf(causes, recorded);
      if (!cause) return undefined;
      const { subscribed } = cause;
      const drafted = draft(recorded.fact.data.accountId, cause.fact, cause.data);
      return subscribed ? { ...drafted, subscribed } : drafted;
    },
    write: (kept, about) => {
      const { data: known } = schema.safeParse(kept);
      return known === undefined ? undefined : write(known, about);
    },
  };
}

function causeOf<Data>(causes: Causes<Data>, recorded: Recorded<AccountEvent>): Cause<Data> {
  const known: { readonly [type: string]: Caused<Data>['react'] | undefined } = causes;
  return known[recorded.fact.type]?.(recorded);
}

/** A method, because its parameter is bivariant: the type of the event has chosen it. */
interface Caused<Data> {
  react(recorded: Recorded<AccountEvent>): Cause<Data>;
}
