import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { answering } from '../../support/product/receiver.js';
import type { Endpoint, WebhookHarness } from '../../support/product/webhook-harness.js';

/** Rules of the list of what an endpoint was sent, on the product of other rules of deliveries. */
export function deliveryListRules(web: () => WebhookHarness): void {
  describe('the list of deliveries', () => {
    type Listed = Readonly<Record<string, unknown>>;
    const listOf = ({ path }: Endpoint) => {
      return async (query: string): Promise<Listed[]> =>
        (await web().product.get(`${path}/deliveries?${query}`).expect(200)).body.data;
    };

    it('is narrowed by state, type, account and time, in JSON and in CSV', async () => {
      const endpoint = await web().register();
      const list = listOf(endpoint);
      for (const account_id of ['narrow-1', 'narrow-2']) {
        const person = { account_id, name: 'Acme', email: 'ops@acme.example' };
        const key = newKey();
        await web()
          .product.post('/v1/accounts')
          .set('idempotency-key', key)
          .send(person)
          .expect(201);
      }
      await web().worker.react();
      const id = await web().ping(endpoint);
      await web().until(endpoint, id, 'succeeded');
      expect(await list('filter[account_id]=narrow-1')).toMatchObject([
        { type: 'credits.granted', account_id: 'narrow-1' },
      ]);
      const [pinged] = await list('filter[type]=test.ping');
      expect(pinged).toMatchObject({ id, attempts: 1, failed_attempts: 0, arrived: true });
      expect(await list('filter[state]=failed')).toEqual([]);
      const at = encodeURIComponent(String(pinged?.['created_at']));
      const idsOf = (rows: Listed[]) => rows.map((row) => row['id']);
      expect(idsOf(await list(`filter[from]=${at}`))).toContain(id);
      expect(idsOf(await list(`filter[to]=${at}&page[size]=200`))).not.toContain(id);
      const path = `${endpoint.path}/deliveries`;
      const narrowed = `${path}?filter[account_id]=narrow-2&filter[type]=credits.granted`;
      const { text } = await web().product.get(narrowed).set('accept', 'text/csv').expect(200);
      const [heading, row, end] = text.split('\r\n');
      expect(heading).toMatch(/^id,webhook_id,type,account_id,state,/);
      expect(row).toContain(',credits.granted,narrow-2,');
      expect(end).toBe('# complete, 1 rows');
      for (const [query, name] of [
        ['filter[type]=nonsense', 'filter[type]'],
        ['filter[account_id]=$system', 'filter[account_id]'],
        ['filter[from]=2026-02-01T00:00:00Z&filter[to]=2026-01-01T00:00:00Z', 'filter[from]'],
      ]) {
        const { body } = await web().product.get(`${path}?${query}`).expect(422);
        expect(body.invalid_parameters[0].name).toBe(name);
      }
    });

    it('says what arrived later, and what had arrived before it was sent again', async () => {
      const endpoint = await web().register();
      const { receiver } = endpoint;
      const answers = [500, 503];
      receiver.answer = (received, response) =>
        answering(answers.shift() ?? 200)(received, response);
      const id = await web().ping(endpoint);
      await web().until(endpoint, id, 'succeeded');
      const list = listOf(endpoint);
      expect(await list('')).toMatchObject([{ attempts: 3, failed_attempts: 2, arrived: true }]);
      receiver.answer = answering(500);
      const resent = await web()
        .product.post(`${endpoint.path}/deliveries/${id}/resend`)
        .expect(202);
      expect(resent.body).toMatchObject({ state: 'pending', failed_attempts: 2, arrived: true });
      await web().until(endpoint, id, 'failed');
      expect(await list('filter[state]=failed')).toMatchObject([{ id, arrived: true }]);
      expect(await list('filter[state]=succeeded')).toEqual([]);
    });
  });
}
