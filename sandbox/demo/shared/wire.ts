// Messages between the demo's backend and its page. Credits are decimal strings.

/** One real call that the backend has made of Scrip, as it went over the wire. */
export interface Call {
  /** Counts the calls of one visitor, from 1. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** HTTP status; 0: no answer. */
  readonly status: number;
  readonly ms: number;
  readonly request: unknown;
  readonly answer: unknown;
}

/** A model that a message can be sent to. */
export interface ModelCard {
  readonly id: string;
  readonly name: string;
}

/** Whether a message changes the app or only plans, which costs less. */
export type Mode = 'build' | 'plan';

/** How a message should fail, to see what a failure costs. */
export type WhatIf = 'nothing' | 'platform_error' | 'failed' | 'tenfold';

/** The colour of the app that is built. */
export type Accent = 'ink' | 'green' | 'blue' | 'plum' | 'amber' | 'rose';

/** A part of the page that is being built. */
export type Section =
  | {
      readonly kind: 'booking';
      readonly title: string;
      readonly services: readonly Priced[];
      readonly times: readonly string[];
    }
  | { readonly kind: 'menu'; readonly title: string; readonly items: readonly Priced[] }
  | { readonly kind: 'hours'; readonly title: string; readonly rows: readonly Row[] }
  | { readonly kind: 'reviews'; readonly title: string; readonly quotes: readonly Quote[] }
  | { readonly kind: 'gallery'; readonly title: string; readonly captions: readonly string[] }
  | {
      readonly kind: 'form';
      readonly title: string;
      readonly fields: readonly string[];
      readonly button: string;
    }
  | { readonly kind: 'questions'; readonly title: string; readonly pairs: readonly Row[] }
  | { readonly kind: 'notice'; readonly text: string };

/** Something that the app which is built sells. */
export interface Priced {
  readonly name: string;
  readonly note: string;
  readonly price: string;
}
/** A question and its answer. */
export type Row = readonly [string, string];
/** What somebody says of the app which is built. */
export interface Quote {
  readonly text: string;
  readonly who: string;
}

/** The app that a visitor builds. Version 0: nothing yet. */
export interface BuiltApp {
  readonly version: number;
  readonly name: string;
  readonly tagline: string;
  readonly accent: Accent;
  readonly sections: readonly Section[];
  /** Number of its cover picture, from 1; 0: it has none. */
  readonly picture: number;
}

/** What an action costs by itself. */
export interface Price {
  /** Null: nothing is known to be taken for it. */
  readonly now: string | null;
  /** Another price that has been published and is not in force yet. */
  readonly soon: string | null;
}

/** Prices of the actions that may have one. */
export interface Prices {
  readonly picture: Price;
  readonly connect: Price;
}

/** One rule of a gate policy. */
export interface ActionRule {
  readonly action: string;
  readonly price: string | null;
}

/** One way on from `options` of the gate. */
export interface WayOn {
  readonly kind: 'pack' | 'upgrade' | 'wait';
  readonly pack?: string | undefined;
  readonly plan?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly price?: Money | undefined;
  readonly least?: Money | undefined;
  readonly credits?: string | undefined;
  readonly available_at?: string | undefined;
}
/** Whole minor units. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** The clock was moved to a renewal, and whether that was paid; `free`: nothing was due. */
export interface Renewed {
  readonly now: string;
  readonly pays: 'free' | 'paid' | 'unpaid';
}

/** What the gate said. */
export interface Gate {
  readonly action: string;
  readonly allowed: boolean;
  readonly reason: string;
  /** Null: it has no price that is known before. */
  readonly cost: string | null;
  readonly available: string;
  readonly debt: string;
  readonly options: readonly WayOn[];
}

/** A message that what is left would pay for, in place of one that it does not. */
export interface Instead {
  readonly model: string;
  readonly mode: Mode;
  readonly cost: string;
}

/** One line of the arithmetic of a price: so many, at a rate for `per` of them. */
export interface PriceLine {
  readonly kind: string;
  readonly quantity: number;
  readonly rate: string;
  readonly per: number;
  readonly credits: string;
}

/** What a price is multiplied by, and what it came to with that. */
export interface PriceFactor {
  readonly kind: string;
  readonly key: string;
  readonly factor: string;
  readonly credits: string;
}

/** What a message came to. */
export interface Receipt {
  readonly model: string;
  readonly mode: Mode;
  readonly outcome: string;
  /** Reserved at first, and added while it ran. */
  readonly held: string;
  readonly extended: string;
  readonly used: string;
  readonly returned: string;
  readonly debt: string;
  readonly available: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly model_calls: number;
  readonly hold_id: string;
  readonly debit_id: string;
  readonly lines: readonly PriceLine[];
  readonly multipliers: readonly PriceFactor[];
}

/** What an action with a price of its own came to. */
export interface Paid {
  /** Whatever was paid for. */
  readonly what: string;
  readonly credits: string;
  readonly available: string;
  readonly debit_id: string;
  /** Version of the gate policy whose price it is. */
  readonly policy_version: number | null;
}

/** What using up all that is left has taken. */
export interface Spent {
  /** `"0"`: there was nothing left to be taken. */
  readonly spent: string;
  /** What is owed, which is why nothing may be left. */
  readonly debt: string;
}

/** One message of a conversation. */
export interface Message {
  readonly id: string;
  readonly who: 'visitor' | 'builder';
  readonly text: string;
  readonly steps: readonly string[];
  readonly mode: Mode;
  readonly receipt?: Receipt | undefined;
  /** It is no answer of the model, but an action that was paid for. */
  readonly paid?: Paid | undefined;
}

/** A row of the data that the app keeps. */
export interface DataRow {
  readonly name: string;
  readonly note: string;
}

/** Everything that the page shows. */
export interface DemoState {
  readonly account_id: string;
  readonly models: readonly ModelCard[];
  readonly app: BuiltApp;
  /** Version of the app that is live; 0: none. */
  readonly published: number;
  readonly integrations: readonly string[];
  /** What is there to be connected, in this order. */
  readonly connectable: readonly string[];
  readonly prices: Prices;
  readonly rows: readonly DataRow[];
  readonly messages: readonly Message[];
  readonly suggestions: readonly string[];
  readonly calls: readonly Call[];
}

/** What a message streams, one `data:` line of JSON an event. */
export type StreamEvent =
  | { readonly type: 'call'; readonly call: Call }
  | { readonly type: 'started'; readonly message_id: string; readonly held: string }
  | { readonly type: 'step'; readonly text: string }
  | { readonly type: 'text'; readonly text: string; readonly output_tokens: number }
  | { readonly type: 'held'; readonly held: string }
  | {
      readonly type: 'done';
      readonly message: Message;
      readonly app: BuiltApp;
      readonly suggestions: readonly string[];
    }
  | { readonly type: 'failed'; readonly message: string };

/** An app of which nothing has been built yet. */
export const NOTHING: BuiltApp = {
  version: 0,
  name: '',
  tagline: '',
  accent: 'ink',
  sections: [],
  picture: 0,
};
