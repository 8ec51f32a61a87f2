import { describe, expect, it } from '@jest/globals';
import { isRepeated, isSame, metadataOf, rowsOf } from '../../admin/accounts/profile/metadata.js';

describe('metadata in a form', () => {
  const before = { text: '7', number: 7, yes: true, nothing: null };

  it('is as it was where nothing was typed', () => {
    expect(metadataOf(rowsOf(before), before)).toEqual(before);
    expect(metadataOf(rowsOf(null), null)).toEqual({});
  });

  it('keeps the kind of a value where what was typed is of it, and else is a text', () => {
    const typed = (key: keyof typeof before, value: string) =>
      metadataOf([{ key, value }], before)[key];
    expect(typed('number', '8.5')).toBe(8.5);
    for (const text of ['007', '1e400', '', 'NaN', '9007199254740993']) {
      expect(typed('number', text)).toBe(text);
    }
    expect(typed('yes', 'false')).toBe(false);
    expect(typed('yes', 'no')).toBe('no');
    expect(typed('nothing', 'some')).toBe('some');
    expect(typed('text', '8')).toBe('8');
    expect(metadataOf([{ key: 'new', value: '8' }], before)).toEqual({ new: '8' });
  });

  it('has no key for a row that is all empty', () => {
    expect(
      metadataOf(
        [
          { key: ' ', value: '' },
          { key: ' a ', value: '' },
        ],
        null,
      ),
    ).toEqual({ a: '' });
  });

  it('takes a key once', () => {
    const rows = ['a', 'b', ' a', '', ''].map((key) => ({ key, value: '' }));
    expect(rows.map((_, index) => isRepeated(rows, index))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('is the same in any order', () => {
    expect(isSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(isSame({ a: 1 }, { a: '1' })).toBe(false);
    expect(isSame({ a: 1 }, { a: 1, b: null })).toBe(false);
    expect(isSame({ a: null }, { b: null })).toBe(false);
  });
});
