import { describe, expect, it } from '@jest/globals';
import type { consoleProduct, Member } from '../../support/product/console-product.js';
import { act, moneyCalls } from '../../support/product/money-calls.js';
import { until } from '../../support/product/projections.js';
import { adjustments, approvalCalls, why } from './calls.js';

/** What is told of requests where they are listed, and among what people did. */
export function toldStories(
  { theProduct, member }: ReturnType<typeof consoleProduct>,
  people: () => { support: Member; lead: Member },
): void {
  const { open } = moneyCalls(theProduct);
  const { ask, read } = approvalCalls(theProduct);

  describe('what is told of a request', () => {
    it('names its account to those who see personal data, and masks the name for others', async () => {
      const { support, lead } = people();
      const id = await open();
      const { approval_id } = (await ask(support, id, '804')).body;
      const product = await member('product');
      const listed = async ({ person }: Member) => {
        const rows = async () =>
          (await person.get(`/v1/approvals?filter[account_id]=${id}`)).body.data;
        await until(async () => (await rows()).length > 0, 'listed request');
        return (await rows())[0].account_name;
      };
      expect(await listed(lead)).toBe('Acme');
      expect(await listed(product)).toBe('A•••');
      expect((await read(product, approval_id)).account_name).toBe('A•••');
    });

    it('stands among what people did, without its preview where that is not asked for', async () => {
      const { support, lead } = people();
      const id = await open();
      await act(support, adjustments(id), { credits: '1', ...why });
      const routes = async (more: string): Promise<string[]> => {
        const path = `/v1/staff-actions?filter[account_id]=${id}${more}`;
        const { data } = (await lead.person.get(path)).body;
        return data.map(({ route }: { route: string }) => route);
      };
      const acted = '/v1/accounts/:account_id/adjustments';
      expect(await routes('')).toEqual([acted, `${acted}/preview`]);
      expect(await routes('&filter[previews]=without')).toEqual([acted]);
    });
  });
}
