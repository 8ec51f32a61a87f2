import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idAt, revisionOf } from '../../../domain/account/ids.js';
import { runs } from '../../support/domain/arbitraries.js';

const revisions = fc.oneof(fc.nat(5_000), fc.integer({ min: 0, max: 2 ** 49 }));
const accountIds = fc.string({ minLength: 1, maxLength: 64 });

describe('ids', () => {
  it('look like this', () => {
    expect(idAt('dbt', 'acme', 0)).toBe('dbt_0000000000kn2ztwdf');
    expect(idAt('lot', 'acme', 33, 1)).toBe('lot_0000000011kn2ztwdf1');
  });

  it('lead back to the revision of their event', () =>
    fc.assert(
      fc.property(revisions, accountIds, (revision, accountId) =>
        expect(revisionOf(idAt('dbt', accountId, revision))).toBe(revision),
      ),
      runs(500),
    ));

  it('sort by age within their account', () =>
    fc.assert(
      fc.property(revisions, revisions, accountIds, (a, b, accountId) => {
        const [first, second] = [idAt('lot', accountId, a), idAt('lot', accountId, b)];
        expect(first < second).toBe(a < b);
      }),
      runs(500),
    ));

  it('differ between accounts, prefixes and lots of one event', () => {
    const ids = Array.from({ length: 5_000 }, (_, n) => idAt('lot', `account-${n}`, 7));
    expect(new Set(ids).size).toBe(ids.length);
    expect(idAt('dbt', 'acme', 1)).not.toBe(idAt('rfd', 'acme', 1));
    expect(idAt('lot', 'acme', 1, 1)).not.toBe(idAt('lot', 'acme', 1));
  });

  it.each([
    '',
    'dbt_',
    'dbt_000000000',
    'xyz_0000000000kn2ztwdf',
    'dbt_ilou000000kn2ztwdf',
    'null',
  ])('are not "%s"', (text) => expect(revisionOf(text)).toBe(undefined));
});
