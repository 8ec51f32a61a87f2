import { beforeAll, describe, expect, it } from '@jest/globals';
import type { consoleProduct } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';

/** Stories of saved views, on a product with a console. */
export function viewStories({ theProduct, member }: ReturnType<typeof consoleProduct>): void {
  let ada: Person;
  let ben: Person;

  const save = (person: Person, more: object = {}) =>
    person.post('/v1/views', { page: 'accounts', name: 'Empty', query: 'filter=x', ...more });
  const namesOf = async (person: Person, query = '') =>
    (await person.get(`/v1/views?page[size]=200${query}`)).body.data.map(
      ({ name }: { name: string }) => name,
    );

  describe('a saved view', () => {
    beforeAll(async () => {
      ada = (await member('support')).person;
      ben = (await member('product')).person;
    });

    it('is its owner’s alone, until it is shared with everybody', async () => {
      const { status, body } = await save(ada, { name: 'Mine' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ name: 'Mine', own: true, saved_by: 'Ada', shared: false });
      expect(await namesOf(ben)).toEqual([]);
      const again = await save(ada, { name: 'Mine', query: 'filter=y', shared: true });
      expect(again.body).toMatchObject({ view_id: body.view_id, query: 'filter=y', shared: true });
      const { data } = (await ben.get('/v1/views?filter[page]=accounts')).body;
      expect(data).toMatchObject([{ view_id: body.view_id, own: false, saved_by: 'Ada' }]);
      expect(await namesOf(ben, '&filter[page]=usage')).toEqual([]);
    });

    it('is deleted by its owner only, and another’s is not even there unless shared', async () => {
      const shared = (await save(ada, { name: 'Ours', shared: true })).body.view_id;
      const own = (await save(ada, { name: 'Own' })).body.view_id;
      expect((await ben.ask('delete', `/v1/views/${shared}`)).status).toBe(403);
      expect((await ben.ask('delete', `/v1/views/${own}`)).status).toBe(404);
      expect(await namesOf(ada)).toEqual(expect.arrayContaining(['Ours', 'Own']));
      for (const id of [shared, own]) {
        expect((await ada.ask('delete', `/v1/views/${id}`)).status).toBe(204);
        expect((await ada.ask('delete', `/v1/views/${id}`)).status).toBe(404);
      }
    });

    it('of the same name is another person’s own, and comes in pages by name', async () => {
      for (const name of ['b', 'a', 'C']) await save(ben, { name, page: 'usage' });
      await save(ada, { name: 'a', page: 'usage' });
      const seen: string[] = [];
      for (let after = ''; ;) {
        const path = `/v1/views?filter[page]=usage&page[size]=1${after}`;
        const { data, meta } = (await ben.get(path)).body;
        seen.push(...data.map(({ name }: { name: string }) => name));
        if (meta.page.next === null) break;
        after = `&page[after]=${meta.page.next}`;
      }
      expect(seen).toEqual(['C', 'a', 'b']);
    });

    it.each([
      [{ name: '' }, 'name'],
      [{ name: 'x'.repeat(65) }, 'name'],
      [{ name: 'two\nlines' }, 'name'],
      [{ page: 'staff' }, 'page'],
      [{ query: 'q'.repeat(2_001) }, 'query'],
      [{ query: 'ä' }, 'query'],
      [{ shared: true, query: 'filter=%7B%22email%22%3A%22a%22%7D' }, 'shared'],
      [{ created_by: 'stf_x' }, 'created_by'],
    ])('is refused where it is %j', async (more, field) => {
      const { status, body } = await save(ada, more);
      expect(status).toBe(422);
      expect(body.invalid_parameters[0].name).toBe(field);
    });

    it('is one of a hundred, also where many are saved at once; each may be replaced', async () => {
      const { id, person: dee } = await member('operator');
      await theProduct().harness.pool.query(
        `INSERT INTO app.saved_views SELECT 'viw_' || n, 'accounts', 'view ' || n, '', false, $1,
         now() FROM generate_series(1, 99) AS n`,
        [id],
      );
      const last = await Promise.all([1, 2, 3, 4, 5].map((n) => save(dee, { name: `last ${n}` })));
      expect(last.map(({ status }) => status).toSorted()).toEqual([200, 422, 422, 422, 422]);
      expect((await save(dee, { name: 'one more' })).status).toBe(422);
      expect((await save(dee, { name: 'view 7', query: 'new' })).body.query).toBe('new');
      const own = (await namesOf(dee)).filter((name: string) => /^view|^last/.test(name));
      expect(own).toHaveLength(100);
    });

    it('is nothing for API keys', async () => {
      expect((await theProduct().get('/v1/views')).status).toBe(403);
    });
  });
}
