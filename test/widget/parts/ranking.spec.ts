import { describe, expect, it } from '@jest/globals';
import { cheapestOf, chosenFrom, fastestOf } from '../../../widget/parts/ranking.js';
import type { Estimate } from '../../../widget/wire/wire.js';

const model = (id: string, cost: string | null, speed: number | null): Estimate => ({
  model: id,
  name: id,
  description: null,
  speed,
  cost,
  messages_left: null,
  rate: null,
  next_rate: null,
});

describe('a list of models', () => {
  const all = [model('b', '9', 5), model('c', null, null), model('a', '10.5', 2)];

  it('begins with the cheapest, and ends with those of which nothing is known', () => {
    expect(chosenFrom(all, '').map(({ model: id }) => id)).toEqual(['b', 'a', 'c']);
    expect(chosenFrom(all, 'c, a none').map(({ model: id }) => id)).toEqual(['c', 'a']);
  });

  it('names the cheapest and the fastest, where one is', () => {
    expect([cheapestOf(all), fastestOf(all)]).toEqual(['b', 'b']);
    expect([cheapestOf([]), fastestOf(all.slice(0, 1))]).toEqual([undefined, undefined]);
    const alike = [...all, model('d', '9', 5)];
    expect([cheapestOf(alike), fastestOf(alike)]).toEqual([undefined, undefined]);
  });
});
