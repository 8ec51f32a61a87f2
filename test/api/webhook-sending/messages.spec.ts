import { describe, expect, it } from '@jest/globals';
import { messagesOf } from '../../../worker/reactions/reactions.js';
import { lotExpiring } from '../../../api/webhook-sending/messages.js';
import { WebhookBody } from '../../../api/webhook-sending/types.js';
import { decodeRecorded } from '../../../platform/event-store/records/recorded.js';
import {
  adjust,
  at,
  atRenewal,
  debit,
  opened,
  owe,
  pack,
  refund,
  Story,
  upgrade,
  type Step,
} from '../../support/domain/account.js';
import { TestLog } from '../../support/domain/log.js';

/** What is told of a story, in its order: every body as it is sent. */
function toldOf(...steps: Step[]) {
  const story = new Story();
  for (const step of steps) step(story);
  const events = new TestLog().write('account-acme', story.events);
  return events.flatMap((event) => {
    const recorded = decodeRecorded(event);
    const messages = recorded ? messagesOf(recorded) : [];
    return messages.map(({ id, body }) => ({ id, eventId: event.id, sent: JSON.parse(body) }));
  });
}
const sentOf = (...steps: Step[]) => toldOf(...steps).map(({ sent }) => sent);
const typesOf = (...steps: Step[]) => sentOf(...steps).map(({ type }) => type);

describe('what webhooks tell', () => {
  it('is the bundle that an account begins with, and not that it was opened or debited', () => {
    expect(sentOf(opened(), debit(3))).toMatchObject([
      {
        type: 'credits.granted',
        timestamp: '2026-01-15T12:00:00.000Z',
        data: { source: 'plan', plan: 'free', pack: null, credits: '100', repaid_debt: '0' },
      },
    ]);
  });

  it('is a pack, with what of it went to debt', () => {
    const sent = sentOf(opened(), owe(120), pack('p1'));
    expect(sent.find(({ data }) => data.source === 'pack')).toMatchObject({
      type: 'credits.granted',
      data: {
        pack: 'small',
        plan: null,
        credits: '200',
        repaid_debt: '20',
        expires_at: null,
        balance: { available: '180', debt: '0' },
      },
    });
  });

  it('is what was given by hand, but not what was taken or refunded', () => {
    const given = sentOf(opened(), adjust(50)).at(-1);
    expect(given).toMatchObject({ type: 'credits.granted', data: { source: 'adjustment' } });
    expect(typesOf(opened(), adjust(-5), debit(3), refund(0, 3))).toEqual(['credits.granted']);
  });

  it('is each level that is crossed', () => {
    const told = sentOf(opened(), debit(80), debit(20), owe(5), adjust(200)).slice(1);
    expect(told.map(({ type, data }) => [type, data.from_level, data.level])).toEqual([
      ['credits.balance.low', 'ok', 'low'],
      ['credits.balance.depleted', 'low', 'empty'],
      ['credits.balance.depleted', 'empty', 'overdrawn'],
      ['credits.granted', undefined, undefined],
      ['credits.balance.recovered', 'overdrawn', 'ok'],
    ]);
  });

  it('is neither low nor depleted where credits come in', () => {
    const told = typesOf(opened(), owe(200), adjust(60), adjust(40), adjust(10), adjust(300)).slice(
      1,
    );
    expect(told.filter((type) => type !== 'credits.granted')).toEqual([
      'credits.balance.depleted',
      'credits.balance.recovered',
    ]);
    expect(typesOf(opened(), debit(100), adjust(10), debit(10)).slice(1)).toEqual([
      'credits.balance.depleted',
      'credits.granted',
      'credits.balance.depleted',
    ]);
  });

  it('is nothing where a level is crossed because a used-up lot ends', () => {
    const ends = '2026-01-20T00:00:00Z';
    expect(typesOf(opened(), adjust(100, ends), debit(165), at(ends)).slice(2)).toEqual([
      'credits.balance.low',
    ]);
    // What it still had goes: that leaves a larger part of what there is, and is no recovery.
    const left = [opened(), adjust(10, '2026-01-19T00:00:00Z'), adjust(100, ends)];
    expect(typesOf(...left, debit(175), at(ends)).slice(3)).toEqual(['credits.balance.low']);
  });

  it('is recovered where a renewal brings a smaller bundle than what is forfeited', () => {
    const down = [opened('team'), atRenewal('free'), debit(1_250), at('2026-02-15T12:00:00Z')];
    expect(typesOf(...down).slice(1)).toEqual([
      'credits.balance.low',
      'plan.changed',
      'credits.granted',
      'credits.balance.recovered',
    ]);
  });

  it('is what was written before the direction was told, as ever', () => {
    const story = new Story();
    for (const step of [opened(), owe(200), adjust(60), adjust(50)]) step(story);
    const events = story.events.map((event) =>
      event.type === 'BalanceLevelChanged'
        ? { ...event, data: { ...event.data, direction: undefined } }
        : event,
    );
    const stored = new TestLog().write('account-acme', events);
    const types = stored.flatMap((event) => {
      const recorded = decodeRecorded(event);
      return recorded ? messagesOf(recorded).map(({ type }) => type) : [];
    });
    const levels = types.filter((type) => type !== 'credits.granted');
    expect(levels).toEqual(['credits.balance.depleted', 'credits.balance.low']);
  });

  it('is another plan, and the bundle that comes with it', () => {
    const [, changed, granted] = sentOf(opened(), upgrade('pro'));
    expect(changed).toMatchObject({
      type: 'plan.changed',
      data: {
        from: 'free',
        plan: 'pro',
        when: 'now',
        period: { starts_at: '2026-01-15T12:00:00.000Z', ends_at: '2026-02-15T12:00:00.000Z' },
      },
    });
    expect(granted).toMatchObject({ type: 'credits.granted', data: { plan: 'pro' } });
  });

  it('is the bundle of a new period', () => {
    const told = sentOf(opened(), at('2026-02-16T00:00:00Z'), debit(1));
    expect(told.at(-1)).toMatchObject({
      type: 'credits.granted',
      timestamp: '2026-02-15T12:00:00.000Z',
      data: { source: 'plan', credits: '100' },
    });
  });

  it('has the shape that the documentation says, and ids made of the event', () => {
    const told = toldOf(opened(), debit(90), adjust(50), owe(500), pack('p1'), upgrade('pro'));
    for (const { id, eventId, sent } of told) {
      expect(WebhookBody.parse(sent)).toEqual(sent);
      expect(id).toBe(`msg_${eventId}`);
      expect(sent.data).toMatchObject({ event_id: eventId });
    }
    expect(told.length).toBeGreaterThan(6);
  });

  it('is a lot that ends soon, once for each number of days ahead', () => {
    const lot = {
      account_id: 'acme',
      lot_id: 'lot_1',
      source: 'promo' as const,
      remaining: '12.5',
      expires_at: '2026-02-01T00:00:00.000Z',
      days: 7,
      occurred_at: '2026-01-25T00:00:00.000Z',
    };
    const said = lotExpiring(lot);
    expect(lotExpiring({ ...lot, remaining: '11' }).id).toBe(said.id);
    expect(lotExpiring({ ...lot, days: 1 }).id).not.toBe(said.id);
    const sent = JSON.parse(said.body);
    expect(WebhookBody.parse(sent)).toEqual(sent);
    expect(sent.data).toMatchObject({ credits: '12.5', source: 'promo', days: 7 });
  });
});
