import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountCommand } from '../../domain/account/commands.js';
import { PackPublished, PlanPublished } from '../../domain/catalogue/events.js';
import { DEFAULT_PACKS, DEFAULT_PLANS } from '../../domain/catalogue/defaults.js';
import { HOUR_MS, MINUTE_MS } from '../../domain/instant.js';
import {
  ModelDescribed,
  ModelRegistered,
  ModelRetired,
  RatePublished,
} from '../../domain/model/events.js';
import { NO_USAGE } from '../../domain/model/price.js';
import { credits, debit, opened, refund, START, Story } from '../support/domain/account.js';
import { addMember, limitMember, removeMember } from '../support/domain/members.js';
import { TestLog } from '../support/domain/log.js';
import { openReadHarness, type ReadHarness } from '../support/product/projections.js';

describe('the read model', () => {
  let harness: ReadHarness;
  let log: TestLog;
  let told: Story;
  beforeEach(async () => {
    harness = await openReadHarness();
    log = new TestLog();
    told = new Story();
    opened()(told);
  });
  afterEach(() => harness.close());

  const project = async () => {
    log.write('account-acme', told.events, { actor: 'key:test', commandId: 'all-at-once' });
    harness.start(log.source);
    await harness.reached(log.head);
  };
  type Debit = Extract<AccountCommand, { type: 'DebitCredits' }>;
  const use = (amount: number, model: string, more: Partial<Debit> = {}) =>
    debit(amount, {
      purpose: { outcome: 'ok', model, feature: 'chat', action: 'ai_change' },
      usage: { ...NO_USAGE, inputTokens: 1_000, outputTokens: 50 },
      ...more,
    })(told);

  it('has room for sums of any size: amounts are bounded, how many there are is not', async () => {
    const LARGEST = 1_000_000_000;
    // Together more than 2^63 micro-credits.
    const TIMES = 9_300;
    for (let i = 0; i < TIMES; i += 1) use(LARGEST, 'gpt', { policy: 'allow_debt' });
    for (let i = 0; i < told.events.length; i += 500) {
      log.write('account-acme', told.events.slice(i, i + 500));
    }
    harness.start(log.source);
    await harness.reached(log.head);
    const owed = credits(LARGEST) * BigInt(TIMES) - credits(100);
    const { debt } = log.account('acme');
    expect(debt).toBe(owed);
    expect(await harness.rows('SELECT debt FROM read.balances')).toEqual([{ debt: String(owed) }]);
    const sums = await harness.rows(`SELECT
      (SELECT sum(d_debt)::text FROM read.ledger_days) AS days,
      (SELECT max(after_debt)::text FROM read.ledger_entries) AS entries,
      (SELECT sum(credits)::text FROM read.usage_quarters) AS usage`);
    const spent = String(credits(LARGEST) * BigInt(TIMES));
    expect(sums).toEqual([{ days: String(owed), entries: String(owed), usage: spent }]);
  });

  describe('usage', () => {
    it('is counted when it happened, by quarter-hour and by day', async () => {
      use(1, 'gpt');
      use(2, 'gpt', { occurredAt: START - 14 * MINUTE_MS });
      use(3, 'gpt', { occurredAt: START - 13 * HOUR_MS });
      await project();
      const quarters = await harness.rows(`SELECT bin, credits, requests, input_tokens
        FROM read.usage_quarters WHERE account_id = 'acme' AND model = 'gpt' ORDER BY bin`);
      expect(quarters).toEqual([
        expect.objectContaining({ bin: new Date('2026-01-14T23:00:00Z'), credits: '3000000' }),
        expect.objectContaining({ bin: new Date('2026-01-15T11:45:00Z'), credits: '2000000' }),
        {
          bin: new Date('2026-01-15T12:00:00Z'),
          credits: '1000000',
          requests: '1',
          input_tokens: '1000',
        },
      ]);
      const days = await harness.rows(`SELECT bin, credits, requests, output_tokens
        FROM read.usage_days_all ORDER BY bin`);
      expect(days).toEqual([
        {
          bin: new Date('2026-01-14T00:00:00Z'),
          credits: '3000000',
          requests: '1',
          output_tokens: '50',
        },
        {
          bin: new Date('2026-01-15T00:00:00Z'),
          credits: '3000000',
          requests: '2',
          output_tokens: '100',
        },
      ]);
    });

    it('is gross; what was refunded stands beside it, at the time of its debit', async () => {
      use(4, 'gpt', { occurredAt: START - 2 * HOUR_MS });
      told.now += 30 * HOUR_MS;
      refund(0, 1.5)(told);
      await project();
      const rows =
        await harness.rows(`SELECT bin, model, feature, action, outcome, credits, refunded,
        requests FROM read.usage_quarters_all`);
      expect(rows).toEqual([
        {
          bin: new Date('2026-01-15T10:00:00Z'),
          model: 'gpt',
          feature: 'chat',
          action: 'ai_change',
          outcome: 'ok',
          credits: '4000000',
          refunded: '1500000',
          requests: '1',
        },
      ]);
    });

    it('has an empty text for what a debit does not name', async () => {
      debit(1)(told);
      await project();
      const rows = await harness.rows('SELECT model, feature, action FROM read.usage_days');
      expect(rows).toEqual([{ model: '', feature: '', action: '' }]);
    });
  });

  it('of members has each as it is now, also who came back', async () => {
    addMember('ada', 20)(told);
    limitMember('ada', 30)(told);
    told.now += HOUR_MS;
    removeMember('ada')(told);
    told.now += HOUR_MS;
    addMember('bob')(told);
    await project();
    expect(await harness.rows('SELECT * FROM read.members')).toMatchObject([
      { member_id: 'ada', period_limit: '30000000', removed_at: new Date(START + HOUR_MS) },
      { member_id: 'bob', period_limit: null, removed_at: null },
    ]);
    const before = told.events.length;
    removeMember('bob')(told);
    told.now += HOUR_MS;
    addMember('ada')(told);
    limitMember('ada', 5)(told);
    log.write('account-acme', told.events.slice(before));
    await harness.reached(log.head);
    const rows = await harness.rows('SELECT * FROM read.members ORDER BY member_id');
    expect(rows).toMatchObject([
      {
        member_id: 'ada',
        period_limit: '5000000',
        added_at: new Date(told.now),
        removed_at: null,
        revision: String(told.events.length - 1),
      },
      { member_id: 'bob', removed_at: new Date(START + 2 * HOUR_MS) },
    ]);
  });

  it('of operations keeps the first event of each command, by stream', async () => {
    debit(1)(told);
    log.write('model-acme', [ModelRegistered(START, { modelId: 'acme', name: 'A' })], {
      commandId: 'all-at-once',
      inputHash: 'hash',
    });
    await project();
    expect(
      await harness.rows('SELECT stream, command_id, input_hash, revision FROM app.operations'),
    ).toEqual([
      { stream: 'model-acme', command_id: 'all-at-once', input_hash: 'hash', revision: '0' },
      { stream: 'account-acme', command_id: 'all-at-once', input_hash: '', revision: '0' },
    ]);
  });

  it('of models has them as they are, and every rate with its range', async () => {
    const terms = {
      perMillion: { input: credits(3), output: credits(15) },
      modeMultipliers: { plan: '0.5' },
      complexityMultipliers: {},
      outcomeMultipliers: { platform_error: '0' },
    };
    const later = START + HOUR_MS;
    log.write('model-gpt', [
      ModelRegistered(START, { modelId: 'gpt', name: 'GPT', provider: 'acme', speed: 3 }),
      RatePublished(START, { modelId: 'gpt', version: 1, effectiveFrom: null, terms }),
      RatePublished(START, { modelId: 'gpt', version: 2, effectiveFrom: later, terms }),
      ModelDescribed(START, { modelId: 'gpt', name: 'GPT "two" \\ drei', description: '{},"\n' }),
      ModelRetired(later, { modelId: 'gpt' }),
    ]);
    await project();
    expect(await harness.rows('SELECT * FROM read.models')).toMatchObject([
      {
        name: 'GPT "two" \\ drei',
        description: '{},"\n',
        provider: null,
        speed: null,
        retired_at: new Date(later),
        revision: '4',
      },
    ]);
    expect(await harness.rows('SELECT * FROM read.rates ORDER BY version')).toMatchObject([
      {
        version: 1,
        effective_from: null,
        effective_to: new Date(later),
        input_per_million: '3000000',
        reasoning_per_million: null,
        mode_multipliers: { plan: '0.5' },
        outcome_multipliers: { platform_error: '0' },
      },
      { version: 2, effective_from: new Date(later), effective_to: null },
    ]);
  });

  it('of the catalogue has every version of plans and packs', async () => {
    const version = { version: 1, effectiveFrom: 0 };
    log.write('catalogue-scrip', [
      ...DEFAULT_PLANS.map((plan) => PlanPublished(START, { ...plan, ...version })),
      ...DEFAULT_PACKS.map((one) => PackPublished(START, { ...one, ...version })),
    ]);
    await project();
    expect(await harness.rows('SELECT plan, credits, price_minor FROM read.plans')).toEqual([
      { plan: 'free', credits: '100000000', price_minor: '0' },
      { plan: 'pro', credits: '500000000', price_minor: '2000' },
      { plan: 'team', credits: '1500000000', price_minor: '4900' },
    ]);
    const packs = await harness.rows(`SELECT pack, kind, price_minor, credits, least_minor,
      credits_per_major_unit FROM read.packs ORDER BY pack`);
    expect(packs[0]).toEqual({
      pack: 'custom',
      kind: 'custom',
      price_minor: null,
      credits: null,
      least_minor: '500',
      credits_per_major_unit: '20000000',
    });
    expect(packs[1]).toMatchObject({ pack: 'large', kind: 'fixed', credits: '2400000000' });
  });
});
