import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passGate, type GateQuestion } from '../../../domain/gate/gate.js';
import { FIRST_POLICY, policyAt, type GatePolicy } from '../../../domain/catalogue/policy.js';
import { DAY_MS } from '../../../domain/instant.js';
import {
  close,
  credits,
  debit,
  given,
  opened,
  owe,
  START,
  suspend,
  type Step,
} from '../../support/domain/account.js';
import { runs } from '../../support/domain/arbitraries.js';
import { thrownBy } from '../../support/domain/given.js';
import { hold } from '../../support/domain/holds.js';
import { addMember, debitBy } from '../../support/domain/members.js';

const priced: GatePolicy = {
  version: 1,
  effectiveFrom: START + DAY_MS,
  actions: [
    { action: 'ai_change', needsCredits: true },
    { action: 'connect_integration', needsCredits: true, price: credits(30) },
    { action: 'publish', needsCredits: true },
  ],
};

const ask = (past: Step[], question: GateQuestion, policy = FIRST_POLICY) => {
  const { state, now } = given(...past).when().told;
  return passGate(policy, state, question, now);
};
const empty = [opened(), debit(100)];

describe('the gate', () => {
  it.each(['ai_change', 'image_generation', 'connect_integration'])(
    'asks credits for %s',
    (action) => {
      expect(ask([opened()], { action })).toMatchObject({
        allowed: true,
        reason: 'enough_credits',
        cost: null,
        available: credits(100),
      });
      expect(ask(empty, { action })).toMatchObject({
        allowed: false,
        reason: 'insufficient_credits',
        available: 0n,
      });
    },
  );

  it.each(['serve_app', 'publish', 'manage_data', 'export_data', 'share_app'])(
    'lets %s pass, whatever the balance and the account',
    (action) => {
      const passed = { allowed: true, reason: 'needs_no_credits', cost: 0n };
      expect(ask([...empty, owe(20)], { action })).toMatchObject(passed);
      expect(ask([opened(), suspend], { action })).toMatchObject(passed);
      expect(ask([opened(), close], { action })).toMatchObject(passed);
    },
  );

  it('compares an estimate with what is available, to the micro-credit', () => {
    const of = (amount: number) =>
      ask([opened(), hold(60)], { action: 'ai_change', estimate: credits(amount) });
    expect(of(40)).toMatchObject({ allowed: true, cost: credits(40) });
    expect(of(40.000001)).toMatchObject({ allowed: false, reason: 'insufficient_credits' });
    expect(ask(empty, { action: 'ai_change', estimate: 0n })).toMatchObject({ allowed: true });
  });

  it('asks the price of an action that has one, as a debit of the action alone does', () => {
    const connect = { action: 'connect_integration' };
    expect(ask([opened()], connect, priced)).toMatchObject({ cost: credits(30), allowed: true });
    expect(ask([opened(), debit(71)], connect, priced)).toMatchObject({ allowed: false });
    const estimate = credits(5);
    expect(ask([opened()], { ...connect, estimate }, priced).cost).toBe(credits(5));
  });

  it('lets nobody pass with nothing left for an action whose price is 0', () => {
    const rule = { action: 'ai_change', needsCredits: true, price: 0n };
    const policy = { version: 1, effectiveFrom: START, actions: [rule] };
    const question = { action: 'ai_change' };
    expect(ask([opened()], question, policy)).toMatchObject({ allowed: true, cost: 0n });
    expect(ask(empty, question, policy).reason).toBe('insufficient_credits');
    expect(ask([...empty, owe(1)], question, policy).reason).toBe('insufficient_credits');
  });

  it('says when the account is suspended or closed', () => {
    const question = { action: 'ai_change' };
    expect(ask([opened(), suspend], question)).toMatchObject({
      allowed: false,
      reason: 'account_suspended',
    });
    expect(ask([opened(), close], question)).toMatchObject({ reason: 'account_closed' });
    expect(thrownBy(() => ask([], question))).toMatchObject({ code: 'account_not_found' });
  });

  it('keeps to the limit of a member', () => {
    const past = [opened('team'), addMember('ada', 20), debitBy('ada', 15)];
    const of = (memberId: string, estimate?: number) =>
      ask(past, {
        action: 'ai_change',
        memberId,
        estimate: estimate === undefined ? undefined : credits(estimate),
      }).reason;
    expect(of('ada', 5)).toBe('enough_credits');
    expect(of('ada', 6)).toBe('member_limit_reached');
    expect(of('ada')).toBe('enough_credits');
    expect(of('bob')).toBe('member_not_found');
    const spent = [...past, debitBy('ada', 5)];
    expect(ask(spent, { action: 'ai_change', memberId: 'ada' }).reason).toBe(
      'member_limit_reached',
    );
  });

  it('knows no action that its policy does not', () =>
    expect(thrownBy(() => ask([opened()], { action: 'fly' }))).toMatchObject({
      code: 'action_not_found',
    }));

  it('answers of an earlier instant as it did then', () => {
    const { events, decider, now } = given(...empty).when().told;
    const before = events.slice(0, 2).reduce(decider.evolve, decider.initial());
    const change = { action: 'ai_change' };
    const publish = { action: 'publish' };
    const then = policyAt([priced], now);
    const later = policyAt([priced], START + DAY_MS);
    expect(passGate(then, before, change, now)).toMatchObject({ allowed: true, policyVersion: 0 });
    const state = events.reduce(decider.evolve, decider.initial());
    expect(passGate(then, state, publish, now)).toMatchObject({ allowed: true });
    expect(passGate(later, state, publish, now)).toMatchObject({
      allowed: false,
      policyVersion: 1,
    });
  });

  it('lets pass exactly what a debit or hold of the estimate would be allowed', () =>
    fc.assert(
      fc.property(fc.nat(120), fc.nat(120), fc.boolean(), (spent, estimate, limited) => {
        const steps = [opened(), debit(Math.min(spent, 100))];
        if (limited) steps.push(addMember('ada', 40));
        const memberId = limited ? 'ada' : undefined;
        const action = 'ai_change';
        const { allowed } = ask(steps, { action, estimate: credits(estimate), memberId });
        const placed = thrownBy(
          () => given(...steps).when(hold(estimate, { task: { memberId } })).told,
        );
        expect(placed === undefined).toBe(allowed);
      }),
      runs(150),
    ));
});
