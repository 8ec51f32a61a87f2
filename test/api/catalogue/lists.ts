import { describe, expect, it } from '@jest/globals';
import { newKey, type TestProduct } from '../../support/product/app.js';

/** Stories of the lists of models, plans and packs, on a product to which nothing happened yet. */
export function listStories(product: () => TestProduct): void {
  describe('lists of models, plans and packs', () => {
    const page = async (path: string) => (await product().get(path).expect(200)).body;

    it('show a write to whoever gives its position', async () => {
      const written = await product()
        .put('/v1/models/listed')
        .set('idempotency-key', newKey())
        .send({ name: 'Listed' });
      const listed = await page(`/v1/models?min_position=${written.body.position}`);
      expect(listed.data).toContainEqual(expect.objectContaining({ model_id: 'listed' }));
      expect(listed.meta).not.toHaveProperty('stale');
      const rate = await product()
        .post('/v1/models/listed/rates')
        .set('idempotency-key', newKey())
        .send({ per_million: { input: '2' }, mode_multipliers: { plan: '0.5' } });
      const rates = await page(`/v1/models/listed/rates?min_position=${rate.body.position}`);
      const { position: _, ...published } = rate.body;
      expect(rates.data).toEqual([
        {
          ...published,
          status: 'current',
          effective_to: null,
          actor: 'key:preset',
          proposal: null,
          event_id: expect.any(String),
        },
      ]);
    });

    it('say so when they are older than was asked', async () => {
      const far = '9'.repeat(18).padStart(20, '0');
      const listed = await page(`/v1/models?min_position=${far}`);
      expect(listed.meta).toMatchObject({ stale: true });
    });

    it.each(['1', 'x', '-1', '', '9'.repeat(21)])(
      'take no position such as %j',
      async (position) => {
        const answer = await product().get(`/v1/models?min_position=${position}`);
        expect(answer.status).toBe(422);
        expect(answer.body.invalid_parameters).toMatchObject([{ name: 'min_position' }]);
      },
    );

    it('show what is sold now, and every version if asked', async () => {
      const written = await product()
        .put('/v1/plans/pro')
        .send({ name: 'Pro', price: { minor: 2_100, currency: 'usd' }, credits: '510' });
      const later = await product()
        .put('/v1/plans/pro')
        .send({
          name: 'Pro',
          price: { minor: 2_200, currency: 'usd' },
          credits: '520',
          effective_from: new Date(product().harness.clock.now() + 3_600_000).toISOString(),
        });
      expect(written.body.version).toBe(2);
      await product().post('/v1/test-clock/advance').send({ by: 60 }).expect(200);
      const at = `min_position=${later.body.position}`;
      const sold = (await page(`/v1/plans?${at}`)).data;
      expect(
        sold.map(({ plan, version }: { plan: string; version: number }) => [plan, version]),
      ).toEqual([
        ['free', 1],
        ['pro', 2],
        ['team', 1],
      ]);
      const all = (await page(`/v1/plans?${at}&include=versions`)).data;
      expect(all.map(({ version }: { version: number }) => version)).toEqual([1, 3, 2, 1, 1]);
      const { position: _, ...terms } = written.body;
      expect(sold[1]).toEqual({
        ...terms,
        status: 'current',
        effective_to: later.body.effective_from,
        published_at: expect.stringMatching(/Z$/),
        actor: 'key:preset',
        proposal: null,
      });
      const versionsOf = async (query: string) =>
        (await page(`/v1/plans?${at}&${query}`)).data.map(
          ({ plan, version, status }: { plan: string; version: number; status: string }) =>
            `${plan} ${version} ${status}`,
        );
      const upcoming = ['pro 3 upcoming', 'pro 2 current'];
      expect(await versionsOf('include=upcoming')).toEqual([
        'free 1 current',
        ...upcoming,
        'team 1 current',
      ]);
      expect(await versionsOf('filter[plan]=pro&include=upcoming')).toEqual(upcoming);
      expect(await versionsOf('filter[plan]=pro')).toEqual(['pro 2 current']);
      const every = [...upcoming, 'pro 1 past'];
      expect(await versionsOf('filter[plan]=pro&include=versions')).toEqual(every);
      const packs = (await page('/v1/packs?filter[pack]=small&include=versions')).data;
      expect(packs).toMatchObject([{ pack: 'small', version: 1 }]);
    });

    it('show with each model the rate that holds and the next one, if asked', async () => {
      const key = newKey();
      await product().put('/v1/models/rated').set('idempotency-key', key).send({ name: 'Rated' });
      const publish = async (input: string, hours?: number) => {
        const at = new Date(product().harness.clock.now() + (hours ?? 0) * 3_600_000).toISOString();
        const answer = await product()
          .post('/v1/models/rated/rates')
          .set('idempotency-key', newKey())
          .send({ per_million: { input }, ...(hours && { effective_from: at }) });
        return answer.body;
      };
      const { position: _, ...now } = await publish('1');
      const { position: __, ...next } = await publish('2', 1);
      const { position } = await publish('3', 2);
      const modelOf = async (query: string) =>
        (await page(`/v1/models?min_position=${position}${query}`)).data.find(
          ({ model_id }: { model_id: string }) => model_id === 'rated',
        );
      expect(await modelOf('&include=rates')).toMatchObject({ rate: now, next_rate: next });
      expect(await modelOf('')).not.toHaveProperty('rate');
    });

    it('come in pages', async () => {
      const seen: string[] = [];
      for (let query = 'page[size]=1'; ;) {
        const { data, meta } = await page(`/v1/packs?${query}`);
        seen.push(...data.map(({ pack }: { pack: string }) => pack));
        if (meta.page.next === null) break;
        query = `page[size]=1&page[after]=${meta.page.next}`;
      }
      expect(seen).toEqual(['custom', 'large', 'medium', 'small']);
    });
  });
}
