import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMailSandbox, type MailSandbox } from '../../../../sandbox/mail/start.js';
import { newKey } from '../../../support/product/app.js';
import { becomes } from '../../../support/product/projections.js';
import { planCalls } from '../../../support/stripe/plan-calls.js';
import { startShop, type Shop } from '../../../support/stripe/shop.js';

const TO_PRO = { action: 'downgrade', plan: 'pro' };
const CANCEL = { action: 'cancel' };
const SUBJECT = 'Your plan Pro has ended';

let post: MailSandbox;
let shop: Shop;
const { ask, begin, goTo, payBy, untilSeen, untilPlanned } = planCalls(() => shop);
beforeAll(async () => {
  post = await startMailSandbox();
  const mail = { SMTP_URL: post.smtpUrl, MAIL_FROM: 'Acme <billing@acme.example>' };
  shop = await startShop(mail, { oneClock: true });
  await goTo('01-31 10:00');
  await begin('leaves', 'pro');
  await begin('lapses', 'team');
  await shop.open('given');
  for (const change of [
    { plan: 'pro', when: 'now' },
    { plan: 'free', when: 'renewal' },
  ]) {
    const asked = shop.product.post('/v1/accounts/given/plan-changes').send(change);
    expect((await asked.set('idempotency-key', newKey())).ok).toBe(true);
  }
}, 180_000);
afterAll(async () => {
  await shop?.close();
  await post?.stop();
});

/** What an account was told of the end of its plan. */
const toldTo = (account: string): string[] =>
  post.mails
    .filter(({ subject, text }) => subject === SUBJECT && text.includes(`the account ${account}.`))
    .map(({ text }) => text);

describe('a downgrade to the plan that the account has', () => {
  it('changes nothing and says so, or takes back what is scheduled', async () => {
    const { body: refused } = await ask('leaves', TO_PRO).expect(409);
    expect(refused).toMatchObject({ code: 'plan_change_not_allowed', from: 'pro', to: 'pro' });
    await ask('leaves', CANCEL).expect(200);
    const { body } = await ask('leaves', TO_PRO).expect(200);
    expect(body).toMatchObject({ status: 'withdrawn', subscription: { next_plan: null } });
    await untilPlanned('leaves', 'pro', null);
  }, 60_000);
});

describe('a subscription that ends', () => {
  it('is mirrored step by step where the first invoice of a downgrade is not paid', async () => {
    await ask('leaves', CANCEL).expect(200);
    await payBy('lapses', 'pm_card_chargeCustomerFail');
    await ask('lapses', TO_PRO).expect(200);
    await untilPlanned('lapses', 'team', 'pro');
    await goTo('02-28 12:00');
    await untilSeen('lapses', { status: 'past_due', plan: 'pro' });
    await untilPlanned('lapses', 'pro', null);
    // It ends with the period that is not paid: what is left of Team serves until its grace ends.
    await ask('lapses', CANCEL).expect(200);
    await untilPlanned('lapses', 'pro', 'free');
    await shop.untilAvailable('lapses', '1500');
    await goTo('03-04 10:05');
    await shop.untilAvailable('lapses', '0');
    expect(toldTo('lapses')).toEqual([]);
    await goTo('03-21 12:00');
    await untilSeen('lapses', { status: 'canceled' });
    await shop.untilAvailable('lapses', '100');
  }, 120_000);

  it('is told once, with why: it was cancelled, or not paid', async () => {
    await becomes(() => toldTo('leaves').length, 1);
    await becomes(() => toldTo('lapses').length, 1);
    expect(toldTo('leaves')[0]).toContain('Your subscription was cancelled');
    expect(toldTo('lapses')[0]).toContain('Its renewal was not paid');
    for (const account of ['leaves', 'lapses']) {
      expect(toldTo(account)[0]).toContain('Your plan now: Free, 100 credits a month');
      expect(toldTo(account)[0]).toMatch(/\/help\/packs-and-subscriptions\n/);
    }
  }, 60_000);

  it('is not told of a plan that was given by hand', async () => {
    const { body: account } = await shop.product.get('/v1/accounts/given').expect(200);
    expect(account.plan).toBe('free');
    const { body: mails } = await shop.product.get('/v1/accounts/given/mails').expect(200);
    expect(mails.data).toEqual([]);
  });
});
