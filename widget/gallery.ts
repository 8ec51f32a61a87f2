/**
 * Every level, light and dark, compact and panel, without a server: `fetch` answers here what the
 * API would. `?theme=dark&level=low` shows less.
 */
import { cardOf, previewOf, SUBSCRIPTIONS, TOP_UPS, writtenOf } from './gallery-plans.js';
import type { Standing } from './parts/standing.js';
import type { Balance, Entry, Estimate, Level, Pack, PastPurchase, Plan } from './wire/wire.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });
const IN_DAYS = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const balance = (level: Level, change: Partial<Balance>): Balance => ({
  account_id: `gallery-${level}`,
  status: 'open',
  available: '1277.25',
  held: '0',
  debt: '0',
  level,
  percent_left: 74,
  plan: { plan: 'pro', granted: '500', remaining: '137.25', renews_at: IN_DAYS(12) },
  packs: { remaining: '1100' },
  grants: { remaining: '40' },
  next_expiry: { credits: '40', expires_at: IN_DAYS(5) },
  as_of: IN_DAYS(0),
  position: '00000000000000000042',
  ...change,
});

const nothing = { remaining: '0' };
const only = { packs: nothing, grants: nothing, next_expiry: null };
const spent = { plan: 'free', granted: '100', remaining: '0', renews_at: IN_DAYS(9) };

const BALANCES: Readonly<Record<Standing, Balance>> = {
  ok: balance('ok', {}),
  low: balance('low', {
    available: '81.5',
    held: '12',
    percent_left: 15.6,
    plan: { plan: 'pro', granted: '500', remaining: '93.5', renews_at: IN_DAYS(12) },
    ...only,
  }),
  empty: balance('empty', { available: '0', percent_left: 0, plan: spent, ...only }),
  overdrawn: balance('overdrawn', {
    available: '0',
    debt: '7.5',
    percent_left: 0,
    plan: spent,
    ...only,
  }),
  frozen: balance('ok', { account_id: 'acc_01kaq4e7v2m9', status: 'suspended' }),
  closed: balance('ok', { account_id: 'acc_01k9zr2d8t5n', status: 'closed', next_expiry: null }),
};

const pack = (id: string, name: string, description: string, dollars: number, credits: string) => ({
  pack: id,
  name,
  description,
  kind: 'fixed' as const,
  price: usd(dollars * 100),
  credits,
  least: null,
  most: null,
  credits_per_unit: null,
});

const PACKS: readonly Pack[] = [
  {
    pack: 'custom',
    name: 'Custom',
    description: 'any amount from $5 to $5,000, at 20 credits a dollar',
    kind: 'custom',
    price: null,
    credits: null,
    least: usd(500),
    most: usd(500_000),
    credits_per_unit: '20',
  },
  pack('large', 'Large', 'several months for most', 100, '2400'),
  pack('medium', 'Medium', 'a typical month of moderate building', 25, '550'),
  pack('small', 'Small', 'about 10 features, or a few hundred small tweaks', 10, '200'),
];

const purchase = ({ name, credits, price }: Pack, state: string, days: number): PastPurchase => ({
  purchase_id: `${state}-${days}`,
  name,
  credits: credits ?? '246.8',
  price: price ?? usd(1_234),
  state,
  checkout_url: state === 'open' ? 'https://checkout.example/c/1' : null,
  payment:
    state === 'granted' ? { standing: 'paid', receipt_url: 'https://checkout.example/r/1' } : null,
  created_at: IN_DAYS(-days),
});

const PURCHASES = ['open', 'processing', 'granted', 'failed'].flatMap((state, i) => {
  const bought = PACKS[i];
  return bought ? [purchase(bought, state, i * 9)] : [];
});

const plan = (id: string, name: string, dollars: number, credits: string, seats: number): Plan => ({
  plan: id,
  version: 1,
  name,
  price: usd(dollars * 100),
  credits,
  seats,
  priority_support: seats > 1,
});

const PLANS = [
  plan('free', 'Free', 0, '100', 1),
  plan('pro', 'Pro', 20, '500', 1),
  plan('team', 'Team', 49, '1500', 5),
];

const model = (
  id: string,
  name: string,
  description: string,
  speed: number,
  left: number,
  per: readonly [cost: string, input: string, output: string],
): Estimate => ({
  model: id,
  name,
  description,
  speed,
  cost: per[0],
  messages_left: left,
  rate: {
    version: 1,
    effective_from: null,
    per_million: { input: per[1], output: per[2] },
  },
  next_rate: null,
});

const MODELS = [
  model('light', 'Light', 'Fast, for small changes', 5, 412, ['0.2', '20', '100']),
  model('balanced', 'Balanced', 'For most work', 4, 117, ['0.7', '60', '300']),
  model('powerful', 'Powerful', 'For the hardest parts', 2, 0, ['3.4', '300', '1500']),
];

const entry = (kind: string, credits: string, hours: number, used = {}): Entry => ({
  entry_id: `${kind}-${hours}`,
  kind,
  credits,
  action: null,
  model: null,
  model_name: null,
  is_top_up: false,
  usage: null,
  occurred_at: IN_DAYS(-hours / 24),
  ...used,
});

const by = (id: string, tokens: number, images = 0, name: string | null = null) => ({
  model: id,
  model_name: name,
  usage: {
    input_tokens: tokens,
    cached_input_tokens: 0,
    output_tokens: 0,
    reasoning_tokens: 0,
    images,
  },
});

const ENTRIES = [
  entry('settle', '-10.65', 0.2, by('balanced', 2_310, 0, 'Balanced')),
  entry('debit', '-4', 0.5, by('painter-xl-2026-01', 0, 1)),
  entry('refund', '10.65', 0.6, { ...by('balanced', 0, 0, 'Balanced'), usage: null }),
  entry('debit', '-5', 2, { action: 'connect_integration' }),
  entry('debit', '-0.7', 3),
  entry('pack_purchase', '200', 10, { is_top_up: true }),
  entry('pack_purchase', '550', 20),
  entry('refund', '2', 30),
  entry('lot_expired', '-40', 90),
  entry('renewal', '500', 400),
];

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** Nothing is paid in a gallery. */
const notSold = (): Response => {
  const detail = 'payments are not set up here: nothing was charged';
  return json({ code: 'payments_not_set_up', detail }, 501);
};

/** Accounts that have paid for no plan. */
const ON_FREE = new Set(['plan-none', 'plan-incomplete']);

const NO_SUBSCRIPTION = { subscription: null, invoices: [] };

/** An account that shows something else than its balance has a good one. */
const balanceOf = (account: string): Balance =>
  isStanding(account)
    ? BALANCES[account]
    : { ...BALANCES.ok, account_id: account, ...(ON_FREE.has(account) && { plan: spent }) };

/** A stream that says nothing, and stays open. */
const silence = (): Response => new Response(new ReadableStream());

/** What the API answers, by method and the end of the path. */
const ANSWERS: readonly (readonly [
  asked: RegExp,
  answer: (account: string, body: string) => Response,
])[] = [
  [/\/balance$/, (account) => json(balanceOf(account))],
  [/^GET .*\/subscription$/, (account) => json(SUBSCRIPTIONS[account] ?? NO_SUBSCRIPTION)],
  [/\/subscription\/preview$/, (_, body) => json(previewOf(JSON.parse(body)))],
  [
    /^POST .*\/subscription$/,
    (account, body) =>
      SUBSCRIPTIONS[account]?.subscription ? json(writtenOf(account, JSON.parse(body))) : notSold(),
  ],
  [/\/subscription\/portal$/, () => notSold()],
  [/\/auto-top-up\/card$/, (account) => json(cardOf(account))],
  [/^GET .*\/auto-top-up$/, (account) => json(TOP_UPS[account] ?? {})],
  [/\/auto-top-up/, () => notSold()],
  [/\/balance\/stream$/, silence],
  [/\/v1\/packs$/, () => json({ data: PACKS })],
  [/\/v1\/plans$/, () => json({ data: PLANS })],
  [/\/estimates$/, () => json({ data: MODELS })],
  [/\/ledger$/, () => json({ data: ENTRIES })],
  [/^GET .*\/pack-purchases$/, () => json({ data: PURCHASES })],
  [/^POST .*\/pack-purchases$/, () => notSold()],
];

const isStanding = (text: string | undefined): text is Standing =>
  text !== undefined && Object.hasOwn(BALANCES, text);

const atServer = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const { host, pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  const [account = '', domain] = host.split('.');
  if (domain !== 'gallery') return atServer(input, init);
  const { method = 'GET', body } = init ?? {};
  const [, answer] = ANSWERS.find(([asked]) => asked.test(`${method} ${pathname}`)) ?? [];
  return answer ? answer(account, String(body)) : json({ detail: 'there is nothing here' }, 404);
};

/** Rules of the page; a sheet of its own, for its policy takes no inline style. */
function dress(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #fff; color: #15171c; }
    main { padding: 1rem; }
    section { padding: 1rem; margin-block: 1rem; border-radius: 1rem; background: #f1f3f6; }
    section.dark { background: #0c0d10; color: #f2f4f7; }
    section > div { display: grid; gap: 1rem; align-items: start;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
    h1 { font-size: 1.5rem; } h2 { font-size: 1rem; margin: 0 0 .75rem; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function add(parent: Element, name: string, account: string, attributes: Record<string, string>) {
  const element = document.createElement(name);
  element.setAttribute('api', `https://${account}.gallery`);
  element.setAttribute('account', `gallery-${account}`);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  Object.assign(element, { getToken: () => Promise.resolve('gallery') });
  parent.append(element);
}

function part(theme: string, title: string): Element {
  const section = document.createElement('section');
  section.className = theme;
  const heading = document.createElement('h2');
  heading.textContent = `${title}, ${theme}`;
  const row = document.createElement('div');
  section.append(heading, row);
  document.querySelector('main')?.append(section);
  return row;
}

const query = new URLSearchParams(location.search);
const wanted = <Value extends string>(name: string, all: readonly Value[]) =>
  all.filter((value) => query.get(name) === null || query.get(name) === value);

dress();
for (const theme of wanted('theme', ['light', 'dark'])) {
  for (const level of wanted('level', Object.keys(BALANCES).filter(isStanding))) {
    const row = part(theme, level);
    add(row, 'credit-balance', level, { theme });
    add(row, 'credit-balance', level, { theme, variant: 'compact' });
  }
  const paid = part(theme, 'plans and top-ups');
  for (const account of Object.keys(SUBSCRIPTIONS)) add(paid, 'credit-plan', account, { theme });
  for (const account of Object.keys(TOP_UPS)) add(paid, 'credit-top-up', account, { theme });
  const row = part(theme, 'the others');
  add(row, 'credit-model-select', 'ok', { theme });
  add(row, 'credit-history', 'ok', { theme });
  add(row, 'credit-purchases', 'ok', { theme });
  add(row, 'credit-packs', 'ok', { theme, inline: '' });
}
