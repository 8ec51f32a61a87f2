/** The widget's words. A host overrides any of them through the property `strings`. */
import { exactCredits, MICRO, wholeCredits } from './amount.js';
import { PLAN_WORDS } from './plan-words.js';
import { TOP_UP_WORDS } from './top-up-words.js';

/** `{name}` is replaced; `…_one` and `…_other` (and `_few` …) are chosen by the number. */
const ENGLISH = {
  /** The language of these words, for screen readers. */
  lang: 'en',
  title: 'Credits',
  credits_one: '{n} credit',
  credits_other: '{n} credits',
  available: 'available',
  unusable_frozen: 'cannot be used now',
  unusable_closed: 'cannot be used any more',
  percentLeft: '{percent} left',
  level_ok: 'Good',
  level_low: 'Low',
  level_empty: 'Out of credits',
  level_overdrawn: 'Overdrawn',
  level_frozen: 'Paused',
  level_closed: 'Closed',
  noticeLow: 'You are running low: less than a fifth of your credits is left.',
  noticeEmpty:
    'You are out of credits. New AI requests wait until there are more; everything you have made stays up.',
  noticeOverdrawn:
    'You have used more than you had. What you add next first pays back what you owe.',
  noticeFrozen: 'Paused: contact support, reference {account}.',
  noticeClosed: 'This account is closed. Contact support, reference {account}.',
  recovered: 'You have enough credits again.',
  added: '{credits} added.',
  dismiss: 'Dismiss',
  planLine: '{plan} plan',
  renews: 'Renews {date}, +{n}',
  renewalDue: 'The renewal of {date} is not paid yet',
  packs: 'Packs',
  neverExpire: 'never expire',
  grants: 'Other credits',
  nextExpiry: 'Next to expire',
  ends: 'until {date}',
  reserved: 'Reserved',
  reservedWhy: 'for work in progress',
  frozen: 'On hold',
  frozenWhy: 'while a payment is disputed',
  debt: 'Owed',
  debtWhy: 'paid back first',
  exact: 'Exactly {n} available',
  ofGranted: '{n} of {granted}',
  getMore: 'Get more credits',
  getMoreShort: 'Get more',
  upgrade: 'Upgrade plan',
  help: 'How credits work',
  helpEmpty: 'Out of credits: what now',
  helpErrors: 'When something goes wrong',
  helpPacks: 'Packs and subscriptions',
  asOf: 'as of {time}',
  reconnecting: 'as of {time}, reconnecting…',
  loading: 'Loading your credits…',
  troubleOffline: 'Your credits cannot be shown right now. Trying again…',
  troubleSignedOut: 'Your session has ended.',
  signInAgain: 'Sign in again',
  troubleForbidden: 'Your credits cannot be shown here. If this stays so, contact support.',
  troubleNotFound: 'There are no credits for this account. Contact support, reference {account}.',
  tryAgain: 'Try again',
  choosePack: 'Choose a pack',
  perCredit: '{price} a credit',
  packsExpire: 'Packs never expire and are used after your plan’s credits.',
  customAmount: 'Amount ({currency})',
  customBounds: 'Any amount from {least} to {most}, {credits} for each {unit}.',
  customGives: '{amount} gives {credits}.',
  customWrong: 'Enter an amount from {least} to {most}.',
  continueToPayment: 'Continue to payment',
  working: 'One moment…',
  payFailed: 'The payment could not be started. Nothing was charged.',
  payOffline: 'There is no connection right now. Nothing was charged; please try again.',
  payNotAllowed: 'Credits cannot be bought from here. Nothing was charged.',
  offersFailed: 'The packs cannot be shown right now.',
  noPacks: 'There are no packs on sale at the moment.',
  close: 'Close',
  or: 'Or upgrade your plan',
  upgradeWhy:
    'A new plan starts at once with all of its credits; what is left of the old one stays usable until it would have ended.',
  aMonth: '{price} a month',
  creditsAMonth: '{credits} a month',
  seats_one: '{n} seat',
  seats_other: '{n} seats',
  prioritySupport: 'priority support',
  choosePlan: 'Choose {plan}',
  upgradeNotSetUp: 'Plans cannot be changed from here yet. Nothing was changed.',
  ...PLAN_WORDS,
  ...TOP_UP_WORDS,
  model: 'Model',
  modelMore_one: 'about {n} more message',
  modelMore_other: 'about {n} more messages',
  modelNoMore: 'not enough for one more',
  modelLikeLast: '{more} like your last ones',
  modelRate: '{input} in · {output} out, per 1,000 tokens',
  modelChanges: 'From {date}: {rate}',
  modelTooDear: 'One more message like your last ones may not fit into what you have left.',
  modelCheapest: 'Cheapest',
  modelFastest: 'Fastest',
  modelsFailed: 'The models cannot be shown right now.',
  modelHelp: 'Choosing a model',
  purchases: 'Purchases',
  purchasesEmpty: 'Nothing has been bought yet.',
  purchasesFailed: 'The purchases cannot be shown right now.',
  bought_open: '{date}, not paid yet',
  bought_processing: '{date}, your bank needs some days',
  bought_paid: '{date}, paid: your credits are being added',
  bought_granted: '{date}, paid',
  bought_failed: '{date}, the payment did not arrive',
  bought_partly_refunded: '{date}, partly refunded',
  bought_refunded: '{date}, refunded',
  bought_disputed: '{date}, disputed with your bank',
  bought_lost: '{date}, your bank took the payment back',
  receipt: 'Receipt',
  history: 'Latest changes',
  historyEmpty: 'Nothing has happened yet.',
  historyFailed: 'The latest changes cannot be shown right now.',
  kind_plan_grant: 'Credits of your plan',
  kind_pack_purchase: 'Pack bought',
  kind_top_up: 'Automatic top-up',
  kind_promo: 'Gift',
  kind_adjustment: 'Adjusted by support',
  kind_debit: 'Used',
  kind_settle: 'Used',
  kind_refund: 'Given back',
  kind_renewal: 'Plan renewed',
  kind_renewal_less: 'Plan renewed: what was left of the last month has ended',
  kind_lot_expired: 'Expired',
  kind_payment_refund: 'Payment refunded',
  kind_payment_refund_undone: 'Refund undone',
  kind_dispute_opened: 'On hold: payment disputed',
  kind_dispute_closed: 'Dispute ended',
  kind_dispute_reinstated: 'Dispute reversed',
  kind_other: 'Other change',
  action_ai_change: 'AI change',
  action_image_generation: 'Image',
  action_connect_integration: 'Connection',
  tokens_one: '{n} token',
  tokens_other: '{n} tokens',
  images_one: '{n} image',
  images_other: '{n} images',
};

/** The whole table, and whatever plural forms a language has besides. */
export type Strings = Readonly<Record<string, string>>;

const RIGHT_TO_LEFT = new Set('ar arc ckb dv fa he ks ku nqo ps sd syr ug ur yi'.split(' '));

/** The words of one element: a host's first, English where it says nothing. */
export class Words {
  private readonly table: Strings;

  constructor(
    own: Strings,
    /** Of numbers and dates. */
    readonly locale: string,
  ) {
    this.table = { ...ENGLISH, ...own };
  }

  /** The text under a key, with `{name}` replaced. */
  say(key: string, values: Readonly<Record<string, string>> = {}): string {
    const text = this.table[key] ?? '';
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** The form of a text that goes with a number; `n` is how it is written. */
  count(key: string, n: number, written: string): string {
    const form = new Intl.PluralRules(this.table['lang']).select(n);
    const chosen = this.table[`${key}_${form}`] === undefined ? 'other' : form;
    return this.say(`${key}_${chosen}`, { n: written });
  }

  /** `12 credits`, in whole credits unless every digit matters. */
  credits(micro: bigint, exact = false): string {
    const written = (exact ? exactCredits : wholeCredits)(micro, this.locale);
    // A fraction takes the form of many: "0.5 credits".
    const isWhole = micro % MICRO === 0n || (!exact && micro / MICRO !== 0n);
    return this.count('credits', isWhole ? Number(micro / MICRO) : 0.5, written);
  }

  /** Of the words, not of the page: words of another language than the page's keep their order. */
  get direction(): 'ltr' | 'rtl' {
    const { language } = new Intl.Locale(this.table['lang'] || 'en');
    return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
  }

  /** Whether there is a text of this name. */
  has(key: string): boolean {
    return this.table[key] !== undefined;
  }
}
