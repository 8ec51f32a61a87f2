import { describe, expect, it } from '@jest/globals';
import type { callsOn } from '../../support/product/account-calls.js';
import type { TestProduct } from '../../support/product/app.js';

interface Line {
  readonly kind: string;
  readonly entries: number;
  readonly entries_url: string;
}

/** Stories of what an explanation covers, on the product of the ledger's stories. */
export function explanationStories(
  theProduct: () => TestProduct,
  { get, open, debit, adjust, hold, change, pass }: ReturnType<typeof callsOn>,
): void {
  describe('what an explanation covers', () => {
    it('begins with the instant it is asked from, and ends before the one it is asked to', async () => {
      const account = await open();
      const times: string[] = [];
      for (const credits of ['1', '2', '4']) {
        await pass(60);
        const { position } = await debit(account, { credits });
        const { data } = await get(`/v1/accounts/${account}/ledger?min_position=${position}`);
        times.push(data[0].occurred_at);
      }
      const [, second, third] = times;
      const path = `/v1/accounts/${account}/explain?from=${second}&to=${third}`;
      expect(await get(path)).toMatchObject({
        from: second,
        to: third,
        opening: { available: '99' },
        lines: [{ kind: 'debit', entries: 1, credits: '-2' }],
        closing: { available: '97' },
      });
    });

    it('leads from each line of a day to all of its entries, and to none of another day', async () => {
      const account = await open();
      await debit(account, { credits: '1' });
      await pass(86_400);
      await debit(account, { credits: '2' });
      await pass(60);
      await debit(account, { credits: '4' });
      await pass(86_400);
      const { position } = await debit(account, { credits: '8' });
      const path = `/v1/accounts/${account}/explain?group_by=day&min_position=${position}`;
      const lines: Line[] = (await get(path)).lines.filter(({ kind }: Line) => kind === 'debit');
      const opened = await Promise.all(lines.map((line) => get(line.entries_url)));
      const credits = opened.map(({ data }) => data.map((row: { credits: string }) => row.credits));
      expect(credits.map(({ length }) => length)).toEqual(lines.map((line) => line.entries));
      expect(credits.flat().sort()).toEqual(['-1', '-2', '-4', '-8']);
    });

    it('says of a released hold what was forfeited with a lot that had ended', async () => {
      const account = await open();
      await debit(account, { credits: '100' });
      const { clock } = theProduct().harness;
      await adjust(account, '80', { expires_at: new Date(clock.now() + 3_600_000).toISOString() });
      const { hold_id } = await hold(account, { credits: '80', expires_in_s: 7_200 });
      await pass(5_400);
      const { position } = await change('release', [account, hold_id], {});
      const { lines } = await get(`/v1/accounts/${account}/explain?min_position=${position}`);
      expect(lines).toContainEqual(
        expect.objectContaining({ kind: 'release', credits: '-80', forfeited: '80' }),
      );
    });

    it('is refused where the entries do not add up to the balance, in any figure', async () => {
      const account = await open();
      const { position } = await debit(account, { credits: '1' });
      const path = `/v1/accounts/${account}/explain`;
      await theProduct().get(`${path}?min_position=${position}`).expect(200);
      for (const figure of ['d_available', 'd_held', 'd_frozen', 'd_debt']) {
        const move = (by: number) =>
          theProduct().harness.pool.query(
            `UPDATE read.ledger_entries SET ${figure} = ${figure} + $2
             WHERE account_id = $1 AND kind = 'debit'`,
            [account, by],
          );
        await move(1);
        const { body } = await theProduct().get(path).expect(500);
        expect(body.code).toBe('internal_error');
        await move(-1);
      }
      await theProduct().get(path).expect(200);
    });
  });
}
