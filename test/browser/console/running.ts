import { describe, expect, it } from '@jest/globals';
import { CarryOutVerification } from '../../../api/audit/carry-out-verification.js';
import { PermanentFailure } from '../../../platform/queues/queues.js';
import { Client } from 'pg';
import { actionDialog, beforeAfter, preview } from '../support/action.js';
import { demandAccessible } from '../support/axe.js';
import type { Opened } from '../support/browser.js';
import { figure, rowOf, type consolePages } from '../support/console.js';

/** Stories of projections, jobs, and verification of the log. */
export function runningStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, member, theProduct, open, adjust, get } = pages;
  const sql = (text: string) => theProduct().harness.pool.query(text);

  describe('the projections', () => {
    it('are rebuilt by an operator, who is told what differed', async () => {
      const { person } = await member('operator');
      const story = async ({ page }: Opened) => {
        await page.getByRole('link', { name: 'Projections' }).click();
        await rowOf(page, 'balances').getByText('Live').waitFor();
        await page.getByText('Nothing was rebuilt yet').waitFor();
        await page.getByRole('button', { name: 'Rebuild lots' }).click();
        await demandAccessible(page, 'rebuild, asked');
        await page.getByRole('button', { name: 'Begin the rebuild' }).click();
        await page.getByText('None: every row was as the log says').waitFor();
        await demandAccessible(page, 'rebuilt');
      };
      await visit('/accounts', story, {}, person);
    });

    it('that have stopped are named on every page, with the event that stopped them', async () => {
      const { person } = await member('operator');
      const set = (state: string, error: string) =>
        sql(`UPDATE read.checkpoints SET state = '${state}', error = ${error}
             WHERE projection = 'members'`);
      await set('stopped', `'cannot be handled'`);
      try {
        const story = async ({ page }: Opened) => {
          await page.getByText('A projection has stopped: members.').waitFor();
          await demandAccessible(page, 'the banner');
          await page.getByRole('link', { name: 'Projections' }).click();
          await rowOf(page, 'members').getByText('cannot be handled').waitFor();
        };
        await visit('/accounts', story, {}, person);
      } finally {
        await set('live', 'NULL');
      }
    });
  });

  describe('a projection that stands still', () => {
    it('is named in a banner while issuing works, with a receipt of what the event says', async () => {
      const account = await open({ name: 'Still' });
      const { position } = await adjust(account, '1');
      await get(`/v1/accounts/${account}/balance?min_position=${position}`);
      const set = (state: string) =>
        sql(`UPDATE read.checkpoints SET state = '${state}' WHERE projection = 'balances'`);
      await set('stopped');
      // Nothing is written to its table until this ends.
      const holding = new Client(theProduct().databaseUrl);
      await holding.connect();
      await holding.query('BEGIN');
      await holding.query('LOCK TABLE read.balances IN EXCLUSIVE MODE');
      const goOn = async () => {
        await holding.end();
        await set('live');
      };
      const story = async ({ page }: Opened) => {
        await page.getByText('A projection has stopped: balances.').waitFor();
        await page.getByRole('button', { name: 'Issue or deduct' }).click();
        await preview(page, { credits: '5' });
        expect(await beforeAfter(page)).toEqual(['101', '106']);
        await page.getByRole('button', { name: 'Issue 5 credits to Still' }).click();
        await page.getByRole('heading', { name: 'Issued 5 credits to Still' }).waitFor();
        await actionDialog(page).getByText('101 → 106').waitFor();
        await page.keyboard.press('Escape');
        await actionDialog(page).waitFor({ state: 'detached' });
        await page.locator('main header [data-fresh=very_late]').waitFor();
        expect(await figure(page, 'available').textContent()).toBe('101');
        await goOn();
        await figure(page, 'available').getByText('106').waitFor();
      };
      try {
        await visit(`/accounts/${account}`, story);
      } finally {
        await goOn().catch(() => undefined);
      }
    });
  });

  describe('a failed job', () => {
    it('is shown with why, and tried again', async () => {
      const { person } = await member('operator');
      const { queues } = theProduct().harness;
      let isBroken = true;
      await queues.work('deliveries', { concurrency: 1 }, () =>
        isBroken ? Promise.reject(new PermanentFailure('the shelf is empty')) : Promise.resolve(),
      );
      await queues.add({ queue: 'deliveries', name: 'tell', data: {}, jobId: 'broken-1' });
      const story = async ({ page }: Opened) => {
        const row = rowOf(page, 'broken-1');
        await row.getByText('the shelf is empty').waitFor();
        await demandAccessible(page, 'failed jobs');
        isBroken = false;
        await row.getByRole('button', { name: 'Try again: tell broken-1' }).click();
        await row.waitFor({ state: 'detached' });
      };
      await visit('/jobs', story, {}, person);
    });
  });

  describe('verifying the log', () => {
    it('goes on as a job, with its progress and its findings', async () => {
      const { person } = await member('finance');
      const account = await pages.open({ name: 'Verified' });
      await pages.get(`/v1/accounts/${account}/lots`);
      const addToLots = (credits: number) =>
        sql(`UPDATE read.lots SET remaining = remaining + ${credits}
             WHERE account_id = '${account}'`);
      const carryOut = () =>
        theProduct().app.get(CarryOutVerification).run(new AbortController().signal);
      const story = async ({ page }: Opened) => {
        await page.getByRole('link', { name: 'Audit' }).click();
        await page.getByText('Nothing was verified yet').waitFor();
        await page.getByRole('button', { name: 'Verify the log' }).click();
        await demandAccessible(page, 'verify, asked');
        await page.getByRole('button', { name: 'Begin' }).click();
        await page.getByText('Waiting for a worker').waitFor();
        expect(await page.getByRole('button', { name: 'Verify the log' }).count()).toBe(0);
        await carryOut();
        // There is no key here, so signatures were not checked.
        const result = 'Nothing wrong found, but not everything was checked';
        await page.getByText(result).waitFor();
        await addToLots(1);
        await page.getByRole('button', { name: 'Verify the log' }).click();
        await page.getByRole('button', { name: 'Begin' }).click();
        await page.getByText('Waiting for a worker').waitFor();
        await carryOut();
        await addToLots(-1);
        await page.getByText('read_model_differs').first().waitFor();
        await rowOf(page, result).waitFor();
        await demandAccessible(page, 'findings');
      };
      await visit('/accounts', story, {}, person);
    });
  });
}
