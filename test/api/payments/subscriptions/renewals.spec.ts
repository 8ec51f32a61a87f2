import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMailSandbox, type MailSandbox } from '../../../../sandbox/mail/start.js';
import { newKey } from '../../../support/product/app.js';
import { becomes, until } from '../../../support/product/projections.js';
import { shopCalls } from '../../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../../support/stripe/shop.js';
import { soakRuns } from '../../../support/stripe/soak-runs.js';

/** The soak tells the year of nine accounts; the suite three months of one. */
const isSoak = soakRuns() !== undefined;
const MONTHS = isSoak ? 12 : 3;
const ZONES = ['UTC', 'America/New_York', 'Pacific/Auckland'];
const DAYS = [29, 30, 31];

/** Three accounts buy at once. */
const BOUGHT_WITHIN_MS = 60_000;
/** `2027-01-31T10:00` */
const MINUTE_CHARS = 16;

interface Subscriber {
  readonly account: string;
  readonly day: number;
}
const everybody: readonly (Subscriber & { readonly timeZone: string })[] = DAYS.flatMap((day) =>
  ZONES.map((timeZone) => {
    const place = timeZone.split('/').at(-1)?.toLowerCase() ?? '';
    return { account: `${place}-${day}`, day, timeZone };
  }),
);
const subscribers = isSoak ? everybody : everybody.slice(-1);

/** 10:00 UTC of that day in the month after January 2027, clamped to the days it has. */
function tenOClock(day: number, months: number): Date {
  const last = new Date(Date.UTC(2027, months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(2027, months, Math.min(day, last), 10));
}

let post: MailSandbox;
let shop: Shop;
beforeAll(async () => {
  post = await startMailSandbox();
  const mail = { SMTP_URL: post.smtpUrl, MAIL_FROM: 'Acme <billing@acme.example>' };
  shop = await startShop(mail, { oneClock: true });
});
afterAll(async () => {
  await shop?.close();
  await post?.stop();
});
const { eventsOf, rows } = shopCalls(() => shop);

let time = new Date(0);
/** Does nothing where that is the time already: three days of a month may be its last. */
const advanceTo = async (to: Date) => {
  if (to <= time) return;
  time = to;
  await shop.product.post('/v1/test-clock/advance').send({ to: to.toISOString() }).expect(200);
};
const subscriptionOf = async (account: string) =>
  (await shop.product.get(`/v1/accounts/${account}/subscription`).expect(200)).body;

async function subscribe(account: string): Promise<void> {
  const { body } = await shop.product
    .post(`/v1/accounts/${account}/subscription`)
    .set('idempotency-key', newKey())
    .send({ action: 'subscribe', plan: 'pro' })
    .expect(200);
  expect(await shop.pay(body.checkout_url)).toBeTruthy();
}

/** Opens an account at 10:00 UTC, which subscribes to Pro and buys Medium. */
async function begin(account: string, timeZone: string): Promise<void> {
  const { product } = shop;
  const who = { name: account, email: `${account}@example.com` };
  const opened = { account_id: account, ...who, time_zone: timeZone };
  await product.post('/v1/accounts').set('idempotency-key', newKey()).send(opened).expect(201);
  await subscribe(account);
  const { body } = await shop.buy(account, { pack: 'medium' }).expect(201);
  expect(await shop.pay(body.checkout_url)).toBeTruthy();
  const isThere = async () => (await shop.available(account)) === '1150';
  await until(
    isThere,
    `both bundles of ${account}`,
    () => shop.available(account),
    BOUGHT_WITHIN_MS,
  );
}

describe('a year of subscriptions', () => {
  it(
    'is renewed at the ends of months as Stripe clamps them, and leaves a pack alone',
    async () => {
      const begun = performance.now();
      for (const day of DAYS) {
        const opening = subscribers.filter((each) => each.day === day);
        if (opening.length === 0) continue;
        await advanceTo(tenOClock(day, 0));
        await Promise.all(opening.map(({ account, timeZone }) => begin(account, timeZone)));
      }
      for (let months = 1; months <= MONTHS; months += 1) {
        for (const day of DAYS) {
          const renewing = subscribers.filter((each) => each.day === day);
          if (renewing.length === 0) continue;
          // The invoice is finalized an hour after the period's end.
          await advanceTo(new Date(tenOClock(day, months).getTime() + 2 * 3_600_000));
          for (const each of renewing) await mustBeRenewed(each, months);
        }
      }
      const seconds = Math.round((performance.now() - begun) / 1_000);
      if (isSoak) console.info(`${subscribers.length} accounts, a year: ${seconds} s`);
    },
    isSoak ? 600_000 : 90_000,
  );
});

describe('a renewal that is not paid', () => {
  const year = isSoak ? 2028 : 2027;
  const on = (month: number, day: number, hour = 10, minute = 0) =>
    new Date(Date.UTC(year, month - 1, day, hour, minute));
  const untilStatus = (account: string, status: string) =>
    until(
      async () => (await subscriptionOf(account)).subscription.status === status,
      `${status} of ${account}`,
      () => subscriptionOf(account),
    );

  it('takes nothing before the grace ends, grants once it is paid, and ends on free if never', async () => {
    const { stripe } = shop;
    await advanceTo(on(5, 31));
    for (const account of ['late', 'never']) {
      await begin(account, 'UTC');
      await failFromNowOn(account);
    }
    await advanceTo(on(6, 30, 12));
    for (const account of ['late', 'never']) {
      await untilStatus(account, 'past_due');
      await shop.untilAvailable(account, '1050');
    }
    await mustBeDunned(['late', 'never'], on(7, 4));
    const upgrade = { action: 'upgrade', plan: 'team' };
    const refused = shop.product.post('/v1/accounts/late/subscription').send(upgrade);
    const { body: unpaid } = await refused.set('idempotency-key', newKey()).expect(409);
    expect(unpaid).toMatchObject({ code: 'plan_change_not_allowed', from: 'pro', to: 'team' });
    // Not at the renewal either: once it is paid.
    expect(unpaid).not.toHaveProperty('allowed_when');
    await becomes(() => dunningMailsOf('late'), ['renewal_failed']);
    await advanceTo(on(7, 4, 9, 59));
    expect(await shop.available('late')).toBe('1050');
    // The clock went on for some seconds before the first payment.
    await advanceTo(on(7, 4, 10, 2));
    await shop.untilAvailable('late', '550');
    const told = ['renewal_last_call', 'renewal_failed'];
    await becomes(() => dunningMailsOf('late'), told);

    await advanceTo(on(7, 5));
    const { subscription, invoices } = await subscriptionOf('late');
    const { customer } = await stripe.subscriptions.retrieve(subscription.subscription_id);
    const good = await stripe.paymentMethods.attach('pm_card_visa', { customer: String(customer) });
    await stripe.invoices.pay(invoices[0].invoice_id, { payment_method: good.id });
    await shop.untilAvailable('late', '1050');
    await untilStatus('late', 'active');
    await mustBeDunned(['never'], on(7, 4));
    const [paid] = await listed<Invoiced>(`invoices?filter[invoice_id]=${invoices[0].invoice_id}`);
    expect(paid).toMatchObject({ status: 'paid', lines: [{ verdict: 'granted' }] });
    const payments = await listed<{ payment_id: string }>('payments?filter[account_id]=late');
    expect(payments.map(({ payment_id }) => payment_id)).toContain(paid?.payment_ids[0]);
    expect(await listed('subscriptions?filter[next_plan]=team')).toEqual([]);
    expect(await listed('subscriptions?filter[pending]=true')).toEqual([]);
    expect(await listed('subscriptions?filter[pending]=false&filter[plan]=pro')).not.toEqual([]);

    await advanceTo(on(7, 21, 11, 2));
    await untilStatus('never', 'canceled');
    // Two more attempts came after the credits had ended.
    expect(await dunningMailsOf('never')).toEqual(told);
    await shop.untilAvailable('never', '650');
    const planNow = async () =>
      (await shop.product.get('/v1/accounts/never').expect(200)).body.plan;
    await becomes(planNow, 'free');
    await advanceTo(on(7, 25));
    await subscribe('never');
    await shop.untilAvailable('never', '1150');
  });
});

/** The mails about renewals that were not paid, newest first. */
const dunningMailsOf = async (account: string): Promise<string[]> => {
  const mails = await listed<{ kind: string }>(`accounts/${account}/mails`);
  return mails.map(({ kind }) => kind).filter((kind) => kind.startsWith('renewal_'));
};

interface Dunned {
  readonly subscription_id: string;
  readonly account_id: string;
  readonly period_starts_at: string;
  readonly credits_end_at: string | null;
  readonly unpaid: { readonly invoice_id: string; readonly attempts: number } | null;
}
interface Invoiced {
  readonly invoice_id: string;
  readonly payment_ids: readonly string[];
}
const listed = async <Row>(path: string): Promise<Row[]> =>
  (await shop.product.get(`/v1/${path}`).expect(200)).body.data;

/** Staff find these subscriptions, and no others, among those that are not paid. */
async function mustBeDunned(accounts: readonly string[], creditsEndAt: Date) {
  const pastDue = () => listed<Dunned>('subscriptions?filter[status]=past_due');
  const isListed = async () => {
    const due = (await pastDue()).filter(({ unpaid }) => unpaid !== null);
    return (
      due
        .map(({ account_id }) => account_id)
        .sort()
        .join() === accounts.join()
    );
  };
  await until(isListed, `no others than ${accounts.join()} not paid`, pastDue);
  for (const { unpaid, ...row } of await pastDue()) {
    expect(row).toMatchObject({ plan: 'pro', price: { minor: 2_000 }, next_plan: null });
    expect(unpaid).toMatchObject({ due: { minor: 2_000, currency: 'usd' } });
    expect(unpaid).toMatchObject({ pay_url: expect.stringMatching(/^http/) });
    expect(unpaid?.attempts).toBeGreaterThan(0);
    // The clock went on for some seconds before the first payment.
    const end = creditsEndAt.toISOString().slice(0, MINUTE_CHARS);
    expect(row.credits_end_at?.slice(0, MINUTE_CHARS)).toBe(end);
    const [newest] = await listed<Invoiced>(`invoices?filter[account_id]=${row.account_id}`);
    const path = `/accounts/${row.account_id}/subscription`;
    for (const id of [row.subscription_id, newest?.invoice_id]) {
      expect(await listed(`search?q=${id}`)).toMatchObject([{ id, path }]);
    }
    expect(newest).toMatchObject({
      invoice_id: unpaid?.invoice_id,
      status: 'open',
      reason: 'subscription_cycle',
      total: { minor: 2_000 },
      paid: { minor: 0 },
      lines: [{ plan: 'pro', verdict: 'unpaid', period_starts_at: row.period_starts_at }],
      payment_ids: [],
    });
  }
}

/** From now on the card of the account's subscription is refused. */
async function failFromNowOn(account: string): Promise<void> {
  const { stripe } = shop;
  const { subscription } = await subscriptionOf(account);
  const id: string = subscription.subscription_id;
  const { customer } = await stripe.subscriptions.retrieve(id);
  const failing = 'pm_card_chargeCustomerFail';
  const bad = await stripe.paymentMethods.attach(failing, { customer: String(customer) });
  await stripe.subscriptions.update(id, { default_payment_method: bad.id });
}

/** The bundle that was paid for is there, with the pack; Stripe and the ledger say the same. */
async function mustBeRenewed({ account, day }: Subscriber, months: number): Promise<void> {
  await until(
    async () => (await eventsOf(account, 'PeriodRenewed')).length === months,
    `${months} renewals of ${account}`,
    () => subscriptionOf(account),
  );
  // What was free at the opening has ended with its month.
  await shop.untilAvailable(account, String(500 + 550));
  const { subscription } = await subscriptionOf(account);
  const { status, period_starts_at: from, period_ends_at: to } = subscription;
  // The clock goes on for the seconds that the subscribing takes.
  const minutes = [from, to].map((instant: string) => instant.slice(0, MINUTE_CHARS));
  expect([status, ...minutes]).toEqual([
    'active',
    ...[months, months + 1].map((n) => tenOClock(day, n).toISOString().slice(0, MINUTE_CHARS)),
  ]);
  const paid = await rows(
    `SELECT count(*)::int AS invoices, sum(paid)::int AS minor FROM app.invoices
     WHERE account_id = $1 AND status = 'paid'`,
    account,
  );
  expect(paid).toEqual([{ invoices: months + 1, minor: 2_000 * (months + 1) }]);
  const pack = await rows(
    `SELECT remaining FROM read.lots WHERE account_id = $1 AND source = 'pack'`,
    account,
  );
  expect(pack.map(({ remaining }) => Number(remaining))).toEqual([550_000_000]);
}
