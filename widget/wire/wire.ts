/** Answers of the API, as far as the widget reads them. */

/** A decimal string of credits: `"12.5"`, at most six decimals. */
export type CreditsText = string;

/** Whole minor units of one currency: `{ minor: 1000, currency: "usd" }` is $10. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** How much is left, as the server says it. */
export type Level = 'ok' | 'low' | 'empty' | 'overdrawn';

/** A suspended account can spend nothing for now, a closed one never again. */
export type Status = 'open' | 'suspended' | 'closed';

/** Of `GET …/balance`, and of each `balance` event of its stream. */
export interface Balance {
  readonly account_id: string;
  readonly status: Status | null;
  readonly available: CreditsText;
  readonly held: CreditsText;
  readonly frozen?: CreditsText;
  readonly debt: CreditsText;
  readonly level: Level | null;
  readonly percent_left: number | null;
  readonly plan: {
    readonly plan: string;
    readonly granted: CreditsText;
    readonly remaining: CreditsText;
    readonly renews_at: string | null;
  } | null;
  readonly packs: { readonly remaining: CreditsText } | null;
  readonly grants: { readonly remaining: CreditsText } | null;
  /** What ends next for good; a plan's own bundle is renewed instead. */
  readonly next_expiry: { readonly credits: CreditsText; readonly expires_at: string } | null;
  readonly as_of: string;
  readonly position: string;
}

/** Of `GET /v1/packs`. */
export interface Pack {
  readonly pack: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'fixed' | 'custom';
  readonly price: Money | null;
  readonly credits: CreditsText | null;
  readonly least: Money | null;
  readonly most: Money | null;
  readonly credits_per_unit: CreditsText | null;
}

/** Of `GET /v1/plans`; the price is a month's. */
export interface Plan {
  readonly plan: string;
  readonly version: number;
  readonly name: string;
  readonly price: Money;
  readonly credits: CreditsText;
  readonly seats: number;
  readonly priority_support: boolean;
}

/** Of `GET …/ledger`. */
export interface Entry {
  readonly entry_id: string;
  readonly kind: string;
  /** Of a pack: an automatic top-up bought it. */
  readonly is_top_up: boolean;
  readonly credits: CreditsText;
  /** Of what used credits, and of its refund: what for, and what the catalogue calls the model. */
  readonly action: string | null;
  readonly model: string | null;
  readonly model_name: string | null;
  /** Null where nothing but credits was told. */
  readonly usage: Usage | null;
  readonly occurred_at: string;
}

/** What a request used; kinds of tokens are disjoint. */
export interface Usage {
  readonly input_tokens: number;
  readonly cached_input_tokens: number;
  readonly output_tokens: number;
  readonly reasoning_tokens: number;
  readonly images: number;
}

/** Any list. */
export interface List<Item> {
  readonly data: readonly Item[];
}

/** Of `POST …/pack-purchases`. */
export interface Purchase {
  readonly purchase_id: string;
  readonly checkout_url: string;
}

/** Of `GET …/pack-purchases`. */
export interface PastPurchase {
  readonly purchase_id: string;
  readonly name: string;
  readonly credits: CreditsText;
  readonly price: Money;
  readonly state: string;
  /** Null once nobody can pay there. */
  readonly checkout_url: string | null;
  readonly payment: { readonly standing: string; readonly receipt_url: string | null } | null;
  readonly created_at: string;
}

/** Of a refusal, `application/problem+json`. */
export interface ProblemBody {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

/** Of `GET …/estimates`: a message like the account's last ones, by each model. */
export interface Estimate {
  readonly model: string;
  readonly name: string;
  readonly description: string | null;
  /** 1 (least) to 5 (most); null if not set. */
  readonly speed: number | null;
  /** Null where nothing is known to go by. */
  readonly cost: CreditsText | null;
  readonly messages_left: number | null;
  readonly rate: Rate | null;
  /** The one to come, if it begins within a week. */
  readonly next_rate: Rate | null;
}

/** What a model costs: credits for a million tokens, since (or from) `effective_from`. */
export interface Rate {
  readonly version: number;
  readonly effective_from: string | null;
  readonly per_million: {
    readonly input: CreditsText | null;
    readonly output: CreditsText | null;
  };
}
