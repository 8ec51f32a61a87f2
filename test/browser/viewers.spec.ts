import { describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newKey } from '../support/product/app.js';
import { widgetHosts } from './support/host-page.js';

const hosts = widgetHosts();
const { open, debit, adjust, get, post, visit } = hosts;

const NAMES_AN_ACTION = `
  document.querySelector('credit-history').strings = { action_publish: 'Publishing' };`;

/** Never on the same day. */
const VIEWERS = [
  { locale: 'de-DE', timezoneId: 'Pacific/Pago_Pago' },
  { locale: 'ar-EG', timezoneId: 'Pacific/Kiritimati' },
] as const;
type Viewer = (typeof VIEWERS)[number];

const DAY = { day: 'numeric', month: 'long' } as const;
const MINUTE = { dateStyle: 'medium', timeStyle: 'short' } as const;

describe.each(VIEWERS)('for a viewer of $locale in $timezoneId', (viewer) => {
  const body = `<credit-balance data-token locale="${viewer.locale}"></credit-balance>
    <credit-history locale="${viewer.locale}"></credit-history>`;

  it('the plan renews on the day that it is there', async () => {
    const account = await open();
    const { plan } = await get(`/v1/accounts/${account}/balance`);
    await visit(
      { account, body },
      async ({ page }) => {
        const day = await written(page, plan.renews_at, DAY, viewer);
        await page.getByText(`Renews ${day}`).waitFor();
      },
      viewer,
    );
  });

  it('the next credits to expire do so on the day that it is there', async () => {
    const account = await open();
    const expires = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await adjust(account, '1234.5', { expires_at: expires });
    await visit(
      { account, body },
      async ({ page }) => {
        const row = page.locator('dl > div').filter({ hasText: 'Next to expire' });
        await row.getByText(`until ${await written(page, expires, DAY, viewer)}`).waitFor();
        const credits = new Intl.NumberFormat(viewer.locale).format(1_234);
        await row.getByText(credits, { exact: true }).waitFor();
      },
      viewer,
    );
  });

  it('the history is told by the calendar and the clock there', async () => {
    const account = await open();
    const { occurred_at: at } = await debit(account, {
      credits: '1',
      occurred_at: new Date(Date.now() - 3_600_000).toISOString(),
    });
    await visit(
      { account, body },
      async ({ page }) => {
        const time = await written(page, at, MINUTE, viewer);
        const used = page.getByRole('listitem').filter({ hasText: 'Used' });
        await used.locator('time').getByText(time, { exact: true }).waitFor();
      },
      viewer,
    );
  });

  it('the history says what credits were used for, by the names and numbers there', async () => {
    const account = await open();
    const [model, name] = [`m-${viewer.locale}`, 'Balanced'];
    const { put } = hosts.theProduct();
    await put(`/v1/models/${model}`).set('idempotency-key', newKey()).send({ name });
    await post(`/v1/models/${model}/rates`, { per_million: { input: '1000', output: '1000' } });
    const usage = { input_tokens: 2_000, output_tokens: 310 };
    const { debit_id } = await debit(account, { model, usage });
    const refund = { credits: '1', reason_code: 'goodwill' };
    await post(`/v1/accounts/${account}/debits/${debit_id}/refunds`, refund);
    await debit(account, { credits: '3', action: 'publish' });
    await visit(
      { account, body, script: NAMES_AN_ACTION },
      async ({ page }) => {
        const tokens = new Intl.NumberFormat(viewer.locale).format(2_310);
        const entry = (text: string) => page.getByRole('listitem').filter({ hasText: text });
        await entry(`Balanced · ${tokens} tokens`).waitFor();
        await entry('Given back · Balanced').waitFor();
        await entry('Publishing').waitFor();
      },
      viewer,
    );
  });
});

/** An instant as browsers write it there: Node's tables are of another edition. */
const written = async (
  page: Page,
  instant: string,
  how: Intl.DateTimeFormatOptions,
  { locale, timezoneId: timeZone }: Viewer,
): Promise<string> => {
  const options = JSON.stringify({ ...how, timeZone });
  const format = `new Intl.DateTimeFormat('${locale}', ${options}).format(new Date('${instant}'))`;
  return String(await page.evaluate(format));
};
