import { describe, expect, it } from '@jest/globals';
import { isTold, wordsOf } from '../../../widget/parts/entry.js';

describe('an entry of the ledger', () => {
  it('is told, but for the end of credits that were used up before', () => {
    expect(isTold({ kind: 'lot_expired', credits: '0' })).toBe(false);
    expect(isTold({ kind: 'lot_expired', credits: '-0.5' })).toBe(true);
    // A message that cost nothing was sent all the same.
    expect(isTold({ kind: 'debit', credits: '0' })).toBe(true);
  });

  it('of a pack says whether it was bought by itself', () => {
    const pack = { kind: 'pack_purchase', action: null, credits: '200' };
    expect(wordsOf({ ...pack, is_top_up: true })[0]).toBe('kind_top_up');
    expect(wordsOf({ ...pack, is_top_up: false })).toEqual(['kind_pack_purchase']);
  });
});
