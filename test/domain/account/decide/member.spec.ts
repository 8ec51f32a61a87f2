import { describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '../../../../domain/instant.js';
import {
  at,
  atRenewal,
  close,
  credits,
  debit,
  given,
  happened,
  opened,
  refund,
  START,
  suspend,
  time,
  upgrade,
  type Story,
} from '../../../support/domain/account.js';
import { extend, release, settle } from '../../../support/domain/holds.js';
import {
  addMember,
  debitBy,
  holdBy,
  limitMember,
  removeMember,
} from '../../../support/domain/members.js';

const team = opened('team');
const RENEWAL = '2026-02-15T12:00:00Z';
const memberOf = (story: Story, memberId = 'ada') => story.state.members.get(memberId);

describe('members', () => {
  it('take a seat of the plan each, once', () => {
    given(team)
      .when(addMember('ada'), addMember('bob', 20))
      .then(
        happened('MemberAdded', { memberId: 'ada', limit: null }),
        happened('MemberAdded', { memberId: 'bob', limit: credits(20) }),
      );
    given(team, addMember('ada', 5)).when(addMember('ada')).then();
    given(team, addMember('ada', 5)).when(addMember('ada', 5)).then();
    given(team, addMember('ada', 5))
      .when(addMember('ada', null))
      .then(happened('MemberLimitSet', { limit: null }));
  });

  it('are as many as the plan has seats', () => {
    const five = ['ada', 'bob', 'cyd', 'dan', 'eve'].map((name) => addMember(name));
    given(team, ...five)
      .when(addMember('fay'))
      .refused('no_seat_left', { seats: 5, members: 5 });
    given(team, ...five)
      .when(removeMember('bob'), addMember('fay'))
      .then(happened('MemberRemoved', { memberId: 'bob' }), happened('MemberAdded'));
    given(opened(), addMember('ada')).when(addMember('bob')).refused('no_seat_left', { seats: 1 });
  });

  it('keep their seats through a downgrade, but no new one comes until there is room', () => {
    const two = [team, addMember('ada'), addMember('bob'), atRenewal('free'), at(RENEWAL)];
    given(...two)
      .when(addMember('cyd'))
      .refused('no_seat_left', { seats: 1, members: 2 });
    given(...two)
      .when(debitBy('bob', 5))
      .then(happened('CreditsDebited'));
    given(...two, removeMember('ada'), removeMember('bob'))
      .when(addMember('cyd'))
      .then(happened('MemberAdded'));
  });

  it('are more at once with an upgrade', () =>
    void given(opened(), addMember('ada'), upgrade('team'))
      .when(addMember('bob'))
      .then(happened('MemberAdded')));

  it('come and go on suspended accounts, not on closed ones', () => {
    given(team, suspend).when(addMember('ada')).then(happened('MemberAdded'));
    given(team, close).when(addMember('ada')).refused('account_closed');
    given(team, addMember('ada'), close).when(removeMember('ada')).refused('account_closed');
  });

  it('that are none are removed at no cost, and have no limit to set', () => {
    given(team).when(removeMember('ada')).then();
    given(team).when(limitMember('ada', 5)).refused('member_not_found', { member_id: 'ada' });
    given(team, addMember('ada')).when(limitMember('ada', -1)).refused('validation_failed');
  });
});

describe('a debit or hold that names a member', () => {
  it('may name anybody before there is a first member, and only members afterwards', () => {
    given(team)
      .when(debitBy('ada', 5))
      .then(happened('CreditsDebited', { memberId: 'ada' }));
    given(team, addMember('ada')).when(debitBy('bob', 5)).refused('member_not_found');
    given(team, addMember('ada')).when(holdBy('bob', 5)).refused('member_not_found');
    given(team, addMember('ada')).when(debit(5)).then(happened('CreditsDebited'));
    const gone = given(team, addMember('ada', 5), removeMember('ada'));
    gone.when(debitBy('ada', 1)).refused('member_not_found');
    gone.when(holdBy('ada', 1)).refused('member_not_found');
    gone.when(debit(1)).then(happened('CreditsDebited'));
    gone
      .when(addMember('ada'), debitBy('ada', 1))
      .then(happened('MemberAdded'), happened('CreditsDebited'));
  });

  it('is refused beyond the limit, which says when the period ends', () => {
    const ada = [team, addMember('ada', 20), debitBy('ada', 15)];
    given(...ada)
      .when(debitBy('ada', 5))
      .then(happened('CreditsDebited'));
    given(...ada)
      .when(debitBy('ada', 5.000001))
      .refused('member_limit_reached', {
        member_id: 'ada',
        limit: '20',
        used: '15',
        held: '0',
        required: '5.000001',
        resets_at: '2026-02-15T12:00:00.000Z',
      });
    given(...ada)
      .when(holdBy('ada', 6))
      .refused('member_limit_reached');
    given(...ada, addMember('bob'))
      .when(debitBy('bob', 500))
      .then(happened('CreditsDebited'));
  });

  it('counts what is held, until it is settled or let go of', () => {
    const ada = [team, addMember('ada', 20), holdBy('ada', 15)];
    given(...ada)
      .when(debitBy('ada', 6))
      .refused('member_limit_reached', { used: '0', held: '15' });
    given(...ada)
      .when(extend(0, 6))
      .refused('member_limit_reached');
    given(...ada, release(0))
      .when(debitBy('ada', 20))
      .then(happened('CreditsDebited'));
    given(...ada, settle(0, 4))
      .when(debitBy('ada', 16))
      .then(happened('CreditsDebited'));
    given(...ada, at('2026-01-15T13:00:00Z'))
      .when(debitBy('ada', 20))
      .then(happened('CreditsDebited'));
  });

  it('is recorded beyond the limit where it has happened already', () => {
    given(team, addMember('ada', 20))
      .when(debitBy('ada', 30, { policy: 'allow_debt' }), debitBy('ada', 0))
      .then(happened('CreditsDebited'), happened('CreditsDebited'));
    const { told } = given(team, addMember('ada', 20), holdBy('ada', 9), settle(0, 50)).when();
    expect(memberOf(told)).toMatchObject({ used: credits(50), held: 0n });
  });

  it('may use the limit anew when a period begins', () => {
    const ada = [team, addMember('ada', 20), debitBy('ada', 20)];
    given(...ada, at(RENEWAL))
      .when(debitBy('ada', 20))
      .then(happened('CreditsDebited'));
    given(opened('pro'), addMember('ada', 20), debitBy('ada', 20), at('2026-01-16T00:00:00Z'))
      .when(upgrade('team'), debitBy('ada', 20))
      .then(happened('PlanChanged'), happened('PlanCreditsGranted'), happened('CreditsDebited'));
  });

  it('is held to the limit of the present period, whatever time it names', () => {
    const before = { occurredAt: time(RENEWAL) - HOUR_MS };
    const ada = [team, addMember('ada', 20), at('2026-02-15T13:00:00Z')];
    given(...ada)
      .when(debitBy('ada', 30, before))
      .refused('member_limit_reached', { used: '0' });
    given(...ada, debitBy('ada', 15, before))
      .when(debitBy('ada', 6, before))
      .refused('member_limit_reached', { used: '15' });
    given(...ada, debitBy('ada', 15, before))
      .when(holdBy('ada', 6))
      .refused('member_limit_reached', { used: '15' });
    given(...ada, holdBy('ada', 15))
      .when(debitBy('ada', 6, before))
      .refused('member_limit_reached', { held: '15' });
    given(...ada)
      .when(debitBy('ada', 15, before))
      .then(happened('CreditsDebited', { countedAt: time(RENEWAL) }));
  });

  it('is held to it also where it names a time before the member joined', () => {
    const joined = [team, at('2026-01-16T00:00:00Z'), addMember('ada', 20)];
    const before = { occurredAt: START };
    given(...joined)
      .when(debitBy('ada', 21, before))
      .refused('member_limit_reached');
    const back = [...joined, debitBy('ada', 20), removeMember('ada'), addMember('ada', 20)];
    given(...back, debitBy('ada', 20, before))
      .when(debitBy('ada', 1, before))
      .refused('member_limit_reached', { used: '20' });
  });

  it('that has happened counts for the period it happened in', () => {
    const owed = { policy: 'allow_debt' } as const;
    const { told } = given(team, addMember('ada', 20), at('2026-02-15T13:00:00Z')).when();
    debitBy('ada', 30, { ...owed, occurredAt: told.now - 2 * HOUR_MS })(told);
    expect(memberOf(told)?.used).toBe(0n);
    debitBy('ada', 5, { ...owed, occurredAt: told.now - HOUR_MS })(told);
    expect(memberOf(told)?.used).toBe(credits(5));
  });

  it('gives a refund no room but in the period that it counted in', () => {
    const late = { occurredAt: time(RENEWAL) - HOUR_MS };
    const ada = [team, addMember('ada', 20), at(RENEWAL), debitBy('ada', 20, late)];
    given(...ada, refund(0, 5))
      .when(debitBy('ada', 5))
      .then(happened('CreditsDebited'));
    const { told } = given(...ada, at('2026-03-15T12:00:00Z'), debitBy('ada', 8), refund(0)).when();
    expect(memberOf(told)?.used).toBe(credits(8));
  });

  it('is given back to the limit by a refund, in its own period', () => {
    const ada = [team, addMember('ada', 20), debitBy('ada', 20)];
    given(...ada, refund(0, 5))
      .when(debitBy('ada', 5))
      .then(happened('CreditsDebited'));
    const { told } = given(...ada, at(RENEWAL), debitBy('ada', 8), refund(0)).when();
    expect(memberOf(told)?.used).toBe(credits(8));
  });

  it('counts towards a limit that is set later', () => {
    given(team, addMember('ada'), debitBy('ada', 20), limitMember('ada', 15))
      .when(debitBy('ada', 1))
      .refused('member_limit_reached', { limit: '15', used: '20' });
  });

  it('is settled also when the member has gone, and counts anew when it comes back', () => {
    const { told } = given(team, addMember('ada', 20), debitBy('ada', 9), holdBy('ada', 10)).when();
    removeMember('ada')(told);
    addMember('bob')(told);
    told.now = START + 1_000;
    addMember('ada', 20)(told);
    expect(memberOf(told)).toMatchObject({ used: 0n, held: credits(10) });
    removeMember('ada')(told);
    settle(0, 10)(told);
    expect(told.state.book.held).toBe(0n);
    expect(memberOf(told, 'bob')).toMatchObject({ used: 0n, held: 0n });
  });
});
