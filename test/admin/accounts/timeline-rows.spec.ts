import { describe, expect, it } from '@jest/globals';
import {
  foldKey,
  itemsOf,
  movedOf,
  newerThan,
  subjectOf,
} from '../../../admin/accounts/tabs/timeline-rows.js';
import type { Schemas } from '../../../admin/lib/api.js';

type AccountEvent = Schemas['AccountEvent'];
type FoldedUsage = Schemas['FoldedUsage'];
type TimelineRow = Schemas['TimelineRow'];

const event = (revision: number): AccountEvent => ({
  event_id: `event-${revision}`,
  type: 'CreditsDebited',
  revision,
  position: String(revision),
  actor: 'key:k',
  caused_by: null,
  occurred_at: '2026-01-31T10:00:00.000Z',
  recorded_at: '2026-01-31T10:00:00.000Z',
  credits: '-1',
  deltas: { available: '-1', held: '0', frozen: '0', debt: '0' },
  balance_after: null,
  reason_code: null,
  note: null,
  has_note: false,
  ticket: null,
  data: {},
  metadata: {},
});

const usage = (model: string | null, first: number, last: number): FoldedUsage => ({
  hour: '2026-01-31T10:00:00.000Z',
  model,
  model_name: null,
  events: 2,
  credits: '-2',
  balance_after: null,
  first_at: '2026-01-31T10:00:00.000Z',
  last_at: '2026-01-31T10:01:00.000Z',
  first_revision: first,
  last_revision: last,
  events_url: '/',
});

const eventRow = (revision: number): TimelineRow => ({ row: 'event', event: event(revision) });
const usageRow = (fold: FoldedUsage): TimelineRow => ({ row: 'usage', usage: fold });

describe('the rows of a timeline', () => {
  const folds = [usage('a', 2, 6), usage(null, 3, 5)] as const;
  const rows = [eventRow(7), ...folds.map(usageRow)];
  const shown = (key: string | undefined, read: readonly number[], hasMore = false) =>
    itemsOf(rows, { key, rows: read.map(eventRow), hasMore }).map((item) =>
      item.kind === 'event' && item.isInFold ? `in fold: ${item.key}` : item.key,
    );
  const [first, second] = folds.map(foldKey);

  it('are folded, each under a name of its own', () => {
    expect(shown(undefined, [6, 4])).toEqual(['event-7', first, second]);
    expect(first).not.toBe(second);
  });

  it('have the events of the fold that is open below it, and of no other', () => {
    expect(shown(second, [5, 3])).toEqual([
      'event-7',
      first,
      second,
      'in fold: event-5',
      'in fold: event-3',
    ]);
    expect(shown(first, [6], true)).toEqual([
      'event-7',
      first,
      'in fold: event-6',
      'waiting',
      second,
    ]);
  });
});

describe('how many events are new', () => {
  it('is counted from the newest that is shown, also where that is folded', () => {
    expect(newerThan([eventRow(7)], 10)).toBe(3);
    expect(newerThan([usageRow(usage('a', 2, 6))], 10)).toBe(4);
  });

  it('is none where the balance is behind what is shown, or nothing is known', () => {
    expect(newerThan([eventRow(7)], 6)).toBe(0);
    expect(newerThan([eventRow(7)], null)).toBe(0);
    expect(newerThan([], 10)).toBe(0);
    expect(newerThan(undefined, 10)).toBe(0);
  });
});

describe('what an event was for', () => {
  const names = new Map([['m-4-large', 'Large']]);
  const subject = (data: Readonly<Record<string, unknown>>, ticket: string | null = null) =>
    subjectOf({ data, ticket }, (id) => names.get(id) ?? id);

  it('is a model by its name, as where the balance is explained', () => {
    expect(subject({ model: 'm-4-large', action: 'chat' })).toBe('Large');
    expect(subject({ model: 'm-retired' })).toBe('m-retired');
  });

  it('is an action, a plan, a pack, a member or a ticket where no model is named', () => {
    expect(subject({ action: 'chat', memberId: 'm1' })).toBe('chat');
    expect(subject({ plan: 'pro' })).toBe('pro');
    expect(subject({ pack: 'medium' })).toBe('medium');
    expect(subject({}, 'ZD-1')).toBe('ZD-1');
    expect(subject({})).toBe('');
  });
});

describe('beside a change', () => {
  const moved = (credits: string, deltas: Partial<AccountEvent['deltas']>) =>
    movedOf({
      credits,
      deltas: { available: '0', held: '0', frozen: '0', debt: '0', ...deltas },
    });

  it('stands what is held, frozen or owed, where that is not what became available', () => {
    expect(moved('-7', { available: '-7' })).toEqual([]);
    expect(moved('0', { available: '-550', frozen: '550' })).toEqual([['frozen', '550']]);
    expect(moved('-550', { frozen: '-550' })).toEqual([['frozen', '-550']]);
    expect(moved('-9', { available: '-5', held: '-1', debt: '3' })).toEqual([
      ['held', '-1'],
      ['debt', '3'],
    ]);
  });
});
