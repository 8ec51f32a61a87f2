import { formatInstant, DAY_MS, HOUR_MS, type Instant } from '../../domain/instant.js';
import { SEED_MODELS, type SeedModel } from './models.js';
import { Random } from './random.js';

/** One request of an account's story, in its order. `name` makes its idempotency key. */
export interface Step {
  readonly name: string;
  /** Below `/v1/accounts/{id}/`; `debits/{name}/refunds` names the debit by its step. */
  readonly route: 'debits' | 'refunds' | 'adjustments' | 'plan-changes' | 'suspend';
  /** The debit's step that a refund is about. */
  readonly debit?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An account of the demo company, and how lively it is. */
export interface SeedAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly plan: string;
  readonly timeZone: string;
  readonly steps: readonly Step[];
}

/** The demo company: its accounts and what happens to them. */
export interface Company {
  readonly seed: number;
  /** Usage lies in the six weeks before this instant. */
  readonly until: Instant;
}

const NAMES = [
  [
    'Aurora',
    'Birch',
    'Cobalt',
    'Delta',
    'Ember',
    'Fable',
    'Granite',
    'Harbor',
    'Indigo',
    'Juniper',
  ],
  ['Studio', 'Labs', 'Works', 'Foods'],
] as const;
/** How long the company has been in business. */
export const WEEKS = 6;
/** How many accounts the demo company has. */
export const ACCOUNTS = NAMES[0].length * NAMES[1].length;

/** Zone and its offset in hours in winter: near enough to put usage into working hours. */
const ZONES = [
  ['Europe/Berlin', 1],
  ['America/New_York', -5],
  ['America/Los_Angeles', -8],
  ['Asia/Kolkata', 5.5],
  ['Asia/Tokyo', 9],
  ['Europe/London', 0],
  ['America/Sao_Paulo', -3],
  ['Australia/Sydney', 10],
  ['Asia/Kathmandu', 5.75],
  ['UTC', 0],
] as const;

/** What an account is like: its plan, and how much of its bundle it uses up. */
type Kind = 'visitor' | 'hobbyist' | 'builder' | 'studio' | 'spent' | 'overdrawn' | 'suspended';
const KINDS: readonly (readonly [Kind, number])[] = [
  ['visitor', 6],
  ['hobbyist', 12],
  ['builder', 11],
  ['studio', 5],
  ['spent', 3],
];
const BUNDLE = { free: 100, pro: 500, team: 1_500 } as const;
type Plan = keyof typeof BUNDLE;

const FEATURES = [
  ['page-builder', 5],
  ['data-tables', 3],
  ['sign-in', 2],
  ['checkout', 2],
  ['charts', 1],
  ['e-mail', 1],
] as const;

/** The account that stands at `index` of the company; the same for the same seed. */
export function seedAccount(company: Company, index: number): SeedAccount {
  const [first, second] = NAMES;
  const name = `${first[index % first.length]} ${second[Math.floor(index / first.length)]}`;
  const slug = name.toLowerCase().replace(' ', '-');
  const id = company.seed === 1 ? slug : `${slug}-${company.seed}`;
  const random = new Random(company.seed, slug);
  const [timeZone, offset] = ZONES[index % ZONES.length] ?? ['UTC', 0];
  const kind = kindAt(index, random);
  const plan = planOf(kind, random);
  const steps = storyOf(company, kind, plan, offset, random);
  return { id, name, email: `billing@${slug}.example`, plan, timeZone, steps };
}

function kindAt(index: number, random: Random): Kind {
  if (index === 7) return 'suspended';
  if (index === 13) return 'overdrawn';
  return random.pick(KINDS);
}

function planOf(kind: Kind, random: Random): Plan {
  if (kind === 'studio') return 'team';
  if (kind === 'builder' || kind === 'overdrawn') return 'pro';
  return kind === 'spent' && random.next() < 0.5 ? 'pro' : 'free';
}

/** Share of its bundle that an account spends. */
function shareOf(kind: Kind, random: Random): number {
  if (kind === 'visitor') return 0.05 + 0.1 * random.next();
  if (kind === 'overdrawn') return 1.1;
  if (kind === 'spent') return 0.9 + 0.07 * random.next();
  return 0.25 + 0.5 * random.next();
}

function storyOf(
  company: Company,
  kind: Kind,
  plan: Plan,
  zoneOffsetHours: number,
  random: Random,
): Step[] {
  const debits = debitsOf(company, kind, BUNDLE[plan], zoneOffsetHours, random);
  // What is given back could lift it above nothing.
  if (kind === 'overdrawn') return debits;
  const steps: Step[] = [...debits, ...refundsOf(debits, random)];
  if (random.next() < 0.2) {
    const [credits, reason_code] = random.pick([
      [['25', 'goodwill'], 3],
      [['50', 'service_outage'], 2],
      [['100', 'sales_promise'], 1],
      [['-5', 'migration_correction'], 1],
    ] as const);
    const note = 'Agreed with the customer on the phone';
    steps.push({ name: 'adjust', route: 'adjustments', body: { credits, reason_code, note } });
  }
  if (kind === 'hobbyist' && random.next() < 0.3) {
    steps.push({ name: 'upgrade', route: 'plan-changes', body: { plan: 'pro', when: 'now' } });
  }
  if (kind === 'studio' && random.next() < 0.4) {
    const body = { plan: 'pro', when: 'renewal' };
    steps.push({ name: 'downgrade', route: 'plan-changes', body });
  }
  if (kind === 'suspended') {
    const body = { reason_code: 'fraud_reversal', note: 'Card reported stolen' };
    steps.push({ name: 'suspend', route: 'suspend', body });
  }
  return steps;
}

function debitsOf(
  company: Company,
  kind: Kind,
  bundle: number,
  zoneOffsetHours: number,
  random: Random,
): Step[] {
  const target = bundle * shareOf(kind, random);
  const times: Instant[] = [];
  const bodies: Record<string, unknown>[] = [];
  for (let spent = 0; spent < target;) {
    const { body, credits } = requestOf(bundle, random);
    // The last request would overshoot: smaller ones fill what is left.
    if (kind !== 'overdrawn' && spent + credits > target * 1.02) {
      spent += 0.05;
      continue;
    }
    spent += credits;
    bodies.push(kind === 'overdrawn' ? { ...body, policy: 'allow_debt' } : body);
    times.push(workingTime(company, zoneOffsetHours, random));
  }
  times.sort((a, b) => a - b);
  return bodies.map((body, i) => ({
    name: `debit-${i}`,
    route: 'debits',
    body: { ...body, occurred_at: formatInstant(times[i] ?? company.until) },
  }));
}

/** One request to a model, and about what it costs. */
function requestOf(
  bundle: number,
  random: Random,
): { body: Record<string, unknown>; credits: number } {
  const [nano, flash, balanced, sonnet, hard, opus] = SEED_MODELS;
  if (!nano || !flash || !balanced || !sonnet || !hard || !opus) throw new RangeError('six models');
  const rich = bundle > BUNDLE.free;
  const model = random.pick<SeedModel>([
    [nano, 4],
    [flash, 6],
    [balanced, 6],
    [sonnet, rich ? 6 : 2],
    [hard, rich ? 2 : 1],
    [opus, rich ? 1 : 0],
  ]);
  const image = model === flash && random.next() < 0.15;
  const usage: Readonly<Record<string, number>> = image
    ? { input_tokens: random.size(400), images: random.between(1, 3) }
    : {
        input_tokens: random.size(6_000),
        cached_input_tokens: random.next() < 0.6 ? random.size(20_000) : 0,
        output_tokens: random.size(2_500),
      };
  const mode = random.next() < 0.2 ? 'plan' : 'build';
  const outcome = random.pick([
    ['ok', 90],
    ['failed', 4],
    ['retried', 3],
    ['aborted', 2],
    ['platform_error', 1],
  ] as const);
  const feature = random.pick(FEATURES);
  const action = image ? 'image_generation' : 'ai_change';
  const body = { model: model.id, usage, mode, feature, action, outcome };
  const credits = outcome === 'platform_error' ? 0 : roughCost(model, usage, mode);
  return { body, credits };
}

/** Close enough to plan a story by; the server says what it really costs. */
function roughCost(
  { rate }: SeedModel,
  usage: Readonly<Record<string, number>>,
  mode: string,
): number {
  const { input_tokens = 0, cached_input_tokens = 0, output_tokens = 0, images = 0 } = usage;
  const tokens =
    input_tokens * Number(rate.per_million.input) +
    cached_input_tokens * Number(rate.per_million.cached_input) +
    output_tokens * Number(rate.per_million.output);
  const cost = tokens / 1_000_000 + images * Number(rate.per_image ?? 0);
  return cost * Number(rate.mode_multipliers[mode] ?? 1);
}

/** Some time in the weeks, mostly on working days between 8 and 20 o'clock where the account is. */
function workingTime({ until }: Company, offset: number, random: Random): Instant {
  const days = WEEKS * 7;
  for (let tries = 0; ; tries += 1) {
    // More towards the end: the company grows.
    const day = Math.floor(Math.sqrt(random.next()) * days);
    const hour = 8 + 12 * random.next();
    const midnight = Math.floor(until / DAY_MS) * DAY_MS - (days - 1 - day) * DAY_MS;
    const instant = Math.round(midnight + (hour - offset) * HOUR_MS);
    const weekend = [0, 6].includes(new Date(instant + offset * HOUR_MS).getUTCDay());
    if (instant < until && (!weekend || random.next() < 0.25)) return instant;
    if (tries > 100) return until - HOUR_MS;
  }
}

function refundsOf(debits: readonly Step[], random: Random): Step[] {
  return debits
    .filter(({ body }) => body['outcome'] === 'failed' && random.next() < 0.4)
    .map(({ name }) => ({
      name: `refund-${name}`,
      route: 'refunds',
      debit: name,
      body: { reason_code: 'model_quality', note: 'The result could not be used' },
    }));
}
