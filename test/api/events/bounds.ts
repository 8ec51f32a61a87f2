import { beforeAll, describe, expect, it } from '@jest/globals';
import type { callsOn } from '../../support/product/account-calls.js';

interface Row {
  readonly revision: number;
  readonly occurred_at: string;
}

/** Stories of where a list of events begins and ends, on the product of its other stories. */
export function boundStories({ get, open, debit, pass }: ReturnType<typeof callsOn>): void {
  describe('the bounds of a list of events', () => {
    let path: string;
    const revisions = async (query: string) => {
      const { data, meta } = await get(`${path}?${query}`);
      return { shown: data.map(({ revision }: Row) => revision), next: meta.page.next };
    };
    beforeAll(async () => {
      const account = await open();
      path = `/v1/accounts/${account}/events`;
      for (const credits of ['1', '2', '3']) {
        await pass(60);
        await debit(account, { credits });
      }
    });

    it('include what occurred at the instant as of which it is asked, and nothing later', async () => {
      const { data } = await get(path);
      const [, second] = data;
      const { shown } = await revisions(`as_of=${second.occurred_at}`);
      expect(shown).toEqual([3, 2, 1, 0]);
      const before = new Date(Date.parse(second.occurred_at) - 1).toISOString();
      expect((await revisions(`as_of=${before}`)).shown).toEqual([2, 1, 0]);
    });

    it('include the first and the last revision that are asked for', async () => {
      const asked = 'filter[from_revision]=2&filter[to_revision]=3';
      expect(await revisions(asked)).toEqual({ shown: [3, 2], next: null });
    });

    it('leave no page after the one that ends with the first that is asked for', async () => {
      const asked = 'filter[from_revision]=2&page[size]';
      expect(await revisions(`${asked}=3`)).toEqual({ shown: [4, 3, 2], next: null });
      const { shown, next } = await revisions(`${asked}=2`);
      expect(shown).toEqual([4, 3]);
      expect(await revisions(`${asked}=2&page[after]=${next}`)).toEqual({ shown: [2], next: null });
    });

    it('are kept where an event before the first is of the type that is asked for', async () => {
      const asked = 'filter[from_revision]=4&filter[type]=CreditsDebited';
      expect(await revisions(asked)).toEqual({ shown: [4], next: null });
    });
  });
}
