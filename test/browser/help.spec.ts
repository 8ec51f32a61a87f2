import { describe, expect, it } from '@jest/globals';
import { accountCalls } from '../support/product/account-calls.js';
import { HELP_PAGES } from '../../api/help/pages.js';
import { demandAccessible, demandNoSidewaysScroll } from './support/axe.js';
import { inBrowser } from './support/browser.js';
import { originOf } from './support/origin.js';

const { theProduct } = accountCalls();
const pages = Object.keys(HELP_PAGES);

describe('the help pages', () => {
  it.each(['light', 'dark'] as const)('are accessible and fit 320 px, in %s', (colorScheme) =>
    inBrowser({ colorScheme, viewport: { width: 320, height: 640 } }, async ({ page }) => {
      for (const name of ['', ...pages]) {
        await page.goto(`${originOf(theProduct())}/help/${name}`.replace(/\/$/, ''));
        await demandAccessible(page, `${name}, ${colorScheme}`);
        await demandNoSidewaysScroll(page);
      }
    }),
  );

  it('lead to each other, and nowhere that is not there', async () => {
    const links = new Set<string>();
    for (const name of pages) {
      const { text } = await theProduct().get(`/help/${name}`, null).expect(200);
      for (const [, href = ''] of text.matchAll(/href="(\/[^"#]*)/g)) links.add(href);
    }
    for (const name of pages) expect(links).toContain(`/help/${name}`);
    for (const link of links) await theProduct().get(link, null).expect(200);
    await theProduct().get('/help/nothing', null).expect(404);
  });

  it('say what it means that credits are left, but not enough for one more message', async () => {
    const out = await theProduct().get('/help/out-of-credits', null).expect(200);
    const words = out.text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    expect(words).toContain('Credits left, but not enough for one more message');
    expect(words).toMatch(/lighter model.* Plan instead of build/);
    const errors = await theProduct().get('/help/errors-and-retries', null).expect(200);
    expect(errors.text).toContain('href="/help/out-of-credits#not-enough"');
    expect(out.text).toContain('id="not-enough"');
  });

  it('tell the plans and packs that are on sale, whatever they are called', async () => {
    const terms = {
      kind: 'fixed',
      description: '<b>all',
      price: { minor: 1_250, currency: 'usd' },
      credits: '260',
    };
    await theProduct()
      .put('/v1/packs/small')
      .send({ name: 'A & B', ...terms })
      .expect(200);
    await theProduct().post('/v1/test-clock/advance').send({ by: 60 }).expect(200);
    const page = await theProduct().get('/help/packs-and-subscriptions', null).expect(200);
    const text = page.text.replace(/\s*\n\s*/g, '');
    expect(text).toContain('A &amp; B <span>&lt;b&gt;all</span></th><td>$12.50</td><td>260</td>');
    expect(text).toMatch(/Team <span>5 seats, priority support<.span><.th><td>\$49<.td><td>1,500</);
  });
});
