import { describe, expect, it } from '@jest/globals';
import { kindOf } from '../../../api/mails/kinds/all.js';
import {
  at,
  atRenewal,
  credits,
  line,
  opened,
  renew,
  time,
  type Step,
} from '../../support/domain/account.js';
import { asText } from '../../support/mails/as-text.js';
import { draftsOf, letterOf, nothing } from '../../support/mails/drafts.js';

describe('the end of a plan', () => {
  const bought = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
  const story = [opened(), renew(bought, 'pro'), atRenewal('free'), at('2026-02-15T13:00:00Z')];
  const nextPlan = { name: 'Free', credits: credits(100) };
  const kinds = (...steps: Step[]) => draftsOf(...steps).map(({ kind }) => kind);

  it('is told once it is there, of the subscription that has ended', () => {
    expect(kinds(...story)).toEqual(['plan_receipt', 'plan_ended']);
    expect(draftsOf(...story).at(-1)).toMatchObject({
      fact: expect.stringMatching(/^plan_ended:/),
      switch: 'balance',
      isOnceAPeriod: false,
      subscribed: { plan: 'pro', until: time('2026-02-15T12:00:00Z') },
    });
    expect(kinds(...story.slice(0, 3))).not.toContain('plan_ended');
    const next = line('il_2', '2026-02-15T12:00:00Z', '2026-03-15T12:00:00Z', 49);
    const up = [opened(), renew(bought, 'pro'), atRenewal('team'), at('2026-02-15T13:00:00Z')];
    expect(kinds(...up, renew(next, 'team'))).not.toContain('plan_ended');
  });

  it('says why, what the account is on, what stays, and how to subscribe again', () => {
    const subscription = { isUnpaid: true, goesOn: false };
    const about = { planName: 'Professional', nextPlan, publicUrl: 'https://acme.example' };
    const unpaid = letterOf({ ...about, subscription }, ...story);
    expect(unpaid.subject).toBe('Your plan Professional has ended');
    const text = asText(unpaid);
    expect(text).toContain('Its renewal was not paid, so your subscription has ended.');
    expect(text).toContain(`Plan: Professional
Ended: 15 February 2026
Your plan now: Free, 100 credits a month
`);
    expect(text).toContain('packs stay: they never expire.');
    expect(text).toContain(
      'How to subscribe again:\nhttps://acme.example/help/packs-and-subscriptions',
    );
    const cancelled = letterOf(
      { ...about, subscription: { ...subscription, isUnpaid: false } },
      ...story,
    );
    expect(asText(cancelled)).toContain('Your subscription was cancelled');
  });

  it('is no news once somebody has subscribed again', () => {
    const holds = (goesOn: boolean) =>
      kindOf('plan_ended')?.holds({ ...nothing, subscription: { isUnpaid: false, goesOn } });
    expect([holds(false), holds(true)]).toEqual([true, false]);
  });
});
