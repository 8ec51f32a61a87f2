import { describe, expect, it } from '@jest/globals';
import { whatToDo } from '../../../admin/findings/what-to-do.js';
import { priceText } from '../../../admin/lib/price.js';

describe('what is to be done about a finding', () => {
  it('is no refund of parts of periods that came to nothing or to less', () => {
    const todo = (theirs: string) => whatToDo({ class: 'proration', theirs });
    expect(['-1450 usd', '0 usd', '1450 usd'].map(todo)).toEqual([
      'findings.nothing_charged',
      'findings.nothing_charged',
      'finding_todo.proration',
    ]);
    expect(whatToDo({ class: 'amount', theirs: '0 usd' })).toBe('finding_todo.amount');
  });

  it('stands beside figures that are money also below zero', () => {
    const figures = ['-1450', '-5', '0', '5'].map((minor) => priceText(minor, 'usd', 'en'));
    expect(figures).toEqual(['-$14.50', '-$0.05', '$0.00', '$0.05']);
  });
});
