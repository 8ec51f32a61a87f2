/**
 * A consistent story for all examples: a free account of 100 credits is debited 12.5, holds 5,
 * settles that hold for 3.2, and has 84.3 left. The gate lets it go on, and 2.5 are refunded.
 */
const account_id = 'acc_7h2kq0m4x9';
const lot_id = 'lot_000000000205rgtqd9';
const byCredits = { rate: null, price: null };

/** Answer to a debit of 12.5 credits. */
export const DEBITED = {
  debit_id: 'dbt_000000000405rgtqd9',
  account_id,
  credits: '12.5',
  overdrawn: '0',
  lots: [{ lot_id, credits: '12.5' }],
  ...byCredits,
  policy_version: null,
  occurred_at: '2026-01-31T10:00:00.000Z',
  balance: { available: '87.5', held: '0', debt: '0' },
  position: '00000000000000123456',
};

/** Answer to a hold of 5 credits. */
export const HELD = {
  hold_id: 'hld_000000000605rgtqd9',
  account_id,
  credits: '5',
  lots: [{ lot_id, credits: '5' }],
  ...byCredits,
  policy_version: null,
  placed_at: '2026-01-31T10:00:01.000Z',
  expires_at: '2026-01-31T10:10:01.000Z',
  balance: { available: '82.5', held: '5', debt: '0' },
  position: '00000000000000123789',
};

/** Answer to settling that hold for 3.2 credits. */
export const SETTLED = {
  debit_id: 'dbt_000000000805rgtqd9',
  hold_id: HELD.hold_id,
  account_id,
  credits: '3.2',
  overdrawn: '0',
  lots: [{ lot_id, credits: '3.2' }],
  released: '1.8',
  forfeited: '0',
  debt_repaid: '0',
  ...byCredits,
  outcome: 'ok',
  occurred_at: '2026-01-31T10:00:09.000Z',
  balance: { available: '84.3', held: '0', debt: '0' },
  position: '00000000000000124012',
};

/** The balance after that. */
export const BALANCE = {
  account_id,
  status: 'open',
  available: '84.3',
  held: '0',
  frozen: '0',
  debt: '0',
  level: 'ok',
  percent_left: 84.3,
  plan: { plan: 'free', granted: '100', remaining: '84.3', renews_at: '2026-02-28T09:00:00.000Z' },
  packs: { remaining: '0' },
  grants: { remaining: '0' },
  next_expiry: null,
  as_of: '2026-01-31T10:00:10.000Z',
  revision: 8,
  position: SETTLED.position,
};

/** The gate's answer to a message that costs 4 credits. */
export const GATE = {
  account_id,
  action: 'ai_change',
  allowed: true,
  reason: 'enough_credits',
  cost_estimate: '4',
  available: '84.3',
  held: '0',
  debt: '0',
  level: 'ok',
  percent_left: 84.3,
  policy_version: 1,
  renews_at: BALANCE.plan.renews_at,
  options: [],
  decided_at: BALANCE.as_of,
  position: BALANCE.position,
};

/** Answer to refunding 2.5 credits of the debit. */
export const REFUNDED = {
  refund_id: 'rfd_000000000a05rgtqd9',
  debit_id: DEBITED.debit_id,
  account_id,
  credits: '2.5',
  debt_repaid: '0',
  lots: [{ lot_id, credits: '2.5' }],
  new_lots: [],
  not_returned: '0',
  reason_code: 'model_quality',
  occurred_at: '2026-01-31T10:05:00.000Z',
  balance_before: { available: '84.3', held: '0', debt: '0' },
  balance: { available: '86.8', held: '0', debt: '0' },
  position: '00000000000000124345',
};

const perMillion = { input: '60', cached_input: null, output: '300', reasoning: null };
const perToken = (kind: 'input' | 'output', quantity: number, credits: string) => {
  return { kind, quantity, rate: perMillion[kind], price_of: kind, per: 1_000_000, credits };
};

/** What 1,200 input tokens and 450 output tokens of a model cost. */
export const QUOTED = {
  model: 'swift-1',
  occurred_at: '2026-01-31T10:00:00.000Z',
  credits: '0.207',
  rate: {
    model_id: 'swift-1',
    version: 1,
    effective_from: null,
    published_at: '2026-01-05T08:00:00.000Z',
    per_million: perMillion,
    per_image: null,
    per_request: null,
    minimum: null,
    mode_multipliers: {},
    complexity_multipliers: {},
    outcome_multipliers: {},
  },
  price: {
    model: 'swift-1',
    rate_version: 1,
    lines: [perToken('input', 1_200, '0.072'), perToken('output', 450, '0.135')],
    sum: '0.207',
    minimum: null,
    multipliers: [],
    exact: '0.207',
    rounding: 'up',
    credits: '0.207',
  },
};
