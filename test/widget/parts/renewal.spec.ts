import { describe, expect, it } from '@jest/globals';
import { renewalText } from '../../../widget/parts/renewal.js';
import { Words } from '../../../widget/parts/strings.js';

const words = new Words({}, 'en');
const plan = {
  plan: 'pro',
  granted: '500',
  remaining: '500',
  renews_at: '2101-02-28T10:00:00.000Z',
};
const text = (as_of: string, more: object = {}) =>
  renewalText(words, { plan, status: 'open', as_of, ...more }, '500');

describe('the renewal in the widget', () => {
  it('is told with what it brings, until it is due', () => {
    expect(text('2101-02-28T09:59:59.999Z')).toBe('Renews February 28, 2101, +500');
  });

  it('is said to be unpaid once it is due and has not come', () => {
    expect(text(plan.renews_at)).toBe('The renewal of February 28, 2101 is not paid yet');
  });

  it('is not told where there is none', () => {
    const at = '2101-02-01T10:00:00.000Z';
    expect(text(at, { status: 'closed' })).toBe('');
    expect(text(at, { plan: { ...plan, renews_at: null } })).toBe('');
    expect(text(at, { plan: null })).toBe('');
  });
});
