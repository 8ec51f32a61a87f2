import { describe, expect, it } from '@jest/globals';
import { lagOf, positionOf } from '../../../admin/freshness/lag.js';
import type { Schemas } from '../../../admin/lib/api.js';
import { durationText } from '../../../admin/lib/time.js';

type Projection = Schemas['Projection'];

const state = (name: string, more: Partial<Projection> = {}): Projection => ({
  name,
  position: '00000000000000000042',
  state: 'live',
  lag_seconds: 0,
  error: null,
  error_event_id: null,
  updated_at: '2026-01-31T00:00:00.000Z',
  rebuilt_at: null,
  silent_seconds: 1,
  ...more,
});

describe('how far figures are behind', () => {
  it('is as far as the last of their projections, and not that of others', () => {
    const states = [
      state('lots', { state: 'catching_up', lag_seconds: 3_600 }),
      state('accounts', { state: 'catching_up', lag_seconds: 2 }),
      state('balances', { state: 'catching_up', lag_seconds: 61.5 }),
    ];
    expect(lagOf(states, ['accounts', 'balances'])).toEqual({ kind: 'behind', seconds: 61.5 });
    expect(lagOf(states, ['accounts'])).toEqual({ kind: 'current', seconds: 2 });
  });

  it('begins to be said beyond five seconds', () => {
    const late = (lag_seconds: number) =>
      lagOf([state('lots', { state: 'catching_up', lag_seconds })], ['lots']).kind;
    expect([late(5), late(5.001)]).toEqual(['current', 'behind']);
  });

  it('names what has stopped, before what is not heard of, before what is late', () => {
    const stopped = state('lots', { state: 'stopped', silent_seconds: 90 });
    const silent = state('members', { silent_seconds: 60.5 });
    const late = state('usage', { state: 'catching_up', lag_seconds: 9 });
    const names = ['lots', 'members', 'usage'] as const;
    expect(lagOf([stopped, silent, late], names)).toEqual({ kind: 'stopped', names: 'lots' });
    expect(lagOf([silent, late], names)).toEqual({ kind: 'silent', names: 'members' });
    expect(lagOf([state('lots', { silent_seconds: 60 })], ['lots']).kind).toBe('current');
  });

  it('is unknown, never current, where a state is missing or says nothing', () => {
    const unknown = { kind: 'unknown' };
    expect(lagOf(undefined, ['lots'])).toEqual(unknown);
    expect(lagOf([state('lots')], ['lots', 'usage'])).toEqual(unknown);
    const begun = state('lots', { state: 'catching_up', lag_seconds: null, position: null });
    expect(lagOf([begun], ['lots'])).toEqual(unknown);
  });

  it('comes with the position up to which all of them show everything', () => {
    const states = [
      state('usage', { position: '00000000000000000107' }),
      state('ledger_entries', { position: '00000000000000000099' }),
      state('lots', { position: null }),
    ];
    expect(positionOf(states, ['usage', 'ledger_entries'])).toBe('99');
    expect(positionOf(states, ['usage', 'lots'])).toBeUndefined();
    expect(positionOf(states, ['usage', 'members'])).toBeUndefined();
  });
});

describe('a span of time', () => {
  it('is said in its largest whole unit', () => {
    const said = [0.4, 59.9, 60, 3_599, 3_600, 86_400 * 2.5].map((s) => durationText(s, 'en'));
    expect(said).toEqual(['0 seconds', '59 seconds', '1 minute', '59 minutes', '1 hour', '2 days']);
  });
});
