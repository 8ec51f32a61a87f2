import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import type { consoleProduct, Member } from '../../support/product/console-product.js';
import { act, execute, moneyCalls, preview } from '../../support/product/money-calls.js';
import { adjustments as pathOf, approvalCalls, stepUp } from '../approvals/calls.js';

const why = { reason_code: 'service_outage' };

/** What people may give in a day, and what others did since they looked. */
export function limitStories(
  product: ReturnType<typeof consoleProduct>,
  people: () => { support: Member; lead: Member },
): void {
  const { theProduct, member } = product;
  const { asKey, open } = moneyCalls(theProduct);
  const { ask, decide } = approvalCalls(theProduct);

  describe('the limit of a day', () => {
    it('holds for twenty requests at once, at two processes: what fits goes through, no more', async () => {
      const asker = await member('support');
      const elsewhere = { person: product.at(product.other(), asker.person) };
      const ids = await Promise.all(Array.from({ length: 20 }, open));
      const body = { credits: '500', ...why };
      const shown = await Promise.all(ids.map((id) => preview(asker, pathOf(id), body)));
      const answers = await Promise.all(
        ids.map((id, n) => {
          const who = n % 2 === 0 ? asker : elsewhere;
          return execute(who, pathOf(id), { ...body, preview_hash: shown[n].preview_hash });
        }),
      );
      const outcomes = answers.map(({ status, code }) => code ?? status);
      expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(10);
      expect(outcomes.filter((outcome) => outcome === 'limit_exceeded')).toHaveLength(10);
      const now = await preview(asker, pathOf(await open()), { credits: '1', ...why });
      expect(now).toMatchObject({ limit: { used: '5000' }, approval: { by: expect.anything() } });
    });

    it('is given back by what is refused, and counts a command once however often it is sent', async () => {
      const asker = await member('support');
      const id = await open();
      const body = { credits: '400', ...why };
      const { preview_hash } = await preview(asker, pathOf(id), body);
      await asKey(`/v1/accounts/${id}/suspend`, { reason_code: 'other', note: 'x' }, 200);
      expect((await execute(asker, pathOf(id), { ...body, preview_hash })).code).toBe(
        'preview_stale',
      );
      const seen = await preview(asker, pathOf(id), body);
      expect(seen.limit.used).toBe('0');
      const key = newKey();
      const again = { ...body, preview_hash: seen.preview_hash };
      const twice = await Promise.all([1, 2].map(() => execute(asker, pathOf(id), again, key)));
      expect(twice[0]).toEqual(twice[1]);
      expect((await preview(asker, pathOf(id), body)).limit.used).toBe('400');
    });

    it('is left as it is by what others approved', async () => {
      const asker = await member('support');
      const id = await open();
      const { approval_id } = (await ask(asker, id, '4000')).body;
      await stepUp(people().lead);
      expect((await decide(people().lead, approval_id, 'approve')).body.status).toBe('executed');
      const shown = await preview(asker, pathOf(id), { credits: '500', reason_code: 'goodwill' });
      expect(shown).toMatchObject({ limit: { used: '0' }, credited_90d: '4000' });
    });
  });

  describe('what staff did since a preview', () => {
    it('does not make it stale when it was long before, as it leaves a window of time', async () => {
      const id = await open();
      await act(people().lead, pathOf(id), { credits: '3', reason_code: 'goodwill' });
      const dayLater = async (seconds: number) =>
        theProduct().post('/v1/test-clock/advance').send({ by: seconds }).expect(200);
      await dayLater(86_395);
      const body = { credits: '7', ...why };
      const { preview_hash } = await preview(people().support, pathOf(id), body);
      await dayLater(10);
      expect(await execute(people().support, pathOf(id), { ...body, preview_hash })).toMatchObject({
        status: 'applied',
      });
    });

    it('counts whatever it was: a change of status there and back, or a release', async () => {
      const id = await open();
      const body = { credits: '7', ...why };
      const { preview_hash } = await preview(people().support, pathOf(id), body);
      for (const verb of ['suspend', 'reinstate']) {
        await act(people().lead, `/v1/accounts/${id}/${verb}`, { reason_code: 'other' });
      }
      const stale = { code: 'preview_stale', changed: ['staff_actions'] };
      expect(await execute(people().support, pathOf(id), { ...body, preview_hash })).toMatchObject(
        stale,
      );
    });

    it('makes the second of two stale that are sent at once, at two processes', async () => {
      const id = await open();
      const [one, two] = [
        { credits: '7', ...why },
        { credits: '9', ...why },
      ];
      const first = await preview(people().support, pathOf(id), one);
      const second = await preview(people().lead, pathOf(id), two);
      const elsewhere = { person: product.at(product.other(), people().lead.person) };
      const answers = await Promise.all([
        execute(people().support, pathOf(id), { ...one, preview_hash: first.preview_hash }),
        execute(elsewhere, pathOf(id), { ...two, preview_hash: second.preview_hash }),
      ]);
      const told = answers.map(({ status, code }) => code ?? status).sort();
      expect(told).toEqual(['applied', 'preview_stale']);
    });
  });
}
