import { describe, expect, it } from '@jest/globals';
import { CARDS } from '../../support/stripe/shop.js';
import { demandAccessible, demandNoSidewaysScroll } from '../support/axe.js';
import { available } from '../support/host-page.js';
import { enterCard, NARROW, press, WIDE, type PlanPages } from './plan-pages.js';

/** Stories of consent to automatic top-ups. */
export function topUpStories({ get, open, post, visitShop }: PlanPages): void {
  describe('automatic top-ups in the browser', () => {
    it.each([WIDE, NARROW])(
      'begin with a card and a consent, and arrive, at $width px',
      async (viewport) => {
        const account = await open();
        await visitShop(
          account,
          async ({ page }) => {
            const topUp = page.locator('credit-top-up');
            await press(topUp, 'Set up');
            await press(topUp, 'Save a card');
            await page.getByText('Nothing is charged now.').waitFor();
            await page.getByLabel('Email').fill('ada@example.com');
            await enterCard(page, CARDS.good, /^Save card/);
            // The form is open again, as it was left.
            await topUp.getByText('Visa •••• 4242').waitFor();
            expect(await topUp.getByLabel('When fewer credits').inputValue()).toBe('50');
            const consent = topUp.locator('[part=consent]');
            const text = (await consent.innerText()).trim();
            expect(text).toContain('fewer than 50 credits are left, buy 200 credits for $10');
            await demandAccessible(page, 'consent');
            await demandNoSidewaysScroll(page);
            await topUp.getByRole('button', { name: 'Agree and turn on' }).dblclick();
            await topUp.getByText('$0 of $30').waitFor();
            const { consent: kept } = await get(`/v1/accounts/${account}/auto-top-up`);
            expect(kept).toMatchObject({ version: 'en-1', text });
            await post(`/v1/accounts/${account}/debits`, { credits: '60' });
            await available(page, '240');
            await topUp.getByText('$10 of $30').waitFor();
            await topUp.getByText(/^paid on/).waitFor();
            await demandAccessible(page, 'top-ups');
            await press(topUp, 'Turn off');
            await topUp.getByText('Turn on again').waitFor();
            expect(await get(`/v1/accounts/${account}/auto-top-up`)).toMatchObject({
              is_on: false,
            });
          },
          viewport,
        );
      },
    );
  });
}
