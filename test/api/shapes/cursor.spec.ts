import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { afterKey, page, pageQuery, staleUnless } from '../../../api/shapes/cursor.js';
import { Problem } from '../../../api/http/problem.js';
import { validate } from '../../../api/http/validation.js';
import { thrownBy } from '../../support/domain/given.js';

const Key = z.tuple([z.number(), z.string()]);
const rows = (from: number, n: number) => Array.from({ length: n }, (_, i) => ({ at: from + i }));
const keyOf = ({ at }: { at: number }) => [at, `id-${at}`];
const ask = (query: Record<string, string>) => validate(z.strictObject(pageQuery), query, 'query');

describe('a page', () => {
  it('has 50 rows unless told', () => {
    expect(ask({})).toMatchObject({ 'page[size]': 50 });
  });

  it.each(['0', '201', '-1', '1.5', '1e1', '', 'x', '007'])('never has %j rows', (size) => {
    const error = thrownBy(() => ask({ 'page[size]': size }));
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ members: { invalid_parameters: [{ name: 'page[size]' }] } });
  });

  it('says where the next one begins, as long as there is one', () => {
    const request = ask({ 'page[size]': '3' });
    const first = page(rows(0, 4), request, keyOf);
    expect(first.data).toEqual(rows(0, 3));
    const next = first.meta.page.next ?? '';
    expect(afterKey({ ...request, 'page[after]': next }, Key)).toEqual([2, 'id-2']);
    expect(page(rows(3, 3), request, keyOf).meta.page).toEqual({ next: null, size: 3 });
  });

  it.each(['', 'x', '%%', 'bnVsbA', 'WzFd', 'WyJhIiwxXQ', 'eyJhIjoxfQ'])(
    'begins after a cursor of its list and after nothing else: %j',
    (cursor) => {
      const error = thrownBy(() => afterKey({ 'page[size]': 1, 'page[after]': cursor }, Key));
      expect(error).toMatchObject({ members: { invalid_parameters: [{ name: 'page[after]' }] } });
    },
  );

  it('says when it is not as new as was asked', () => {
    const listed = page(rows(0, 1), ask({}), keyOf);
    expect(staleUnless(true, listed).meta).not.toHaveProperty('stale');
    expect(staleUnless(false, listed).meta).toMatchObject({ stale: true });
  });
});
