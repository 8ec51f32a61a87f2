import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { receipt } from '../../../api/mails/kinds/receipt.js';
import { mailNewsOf } from '../../../api/mails/news.js';
import { MailOutbox, type DueMail } from '../../../api/mails/outbox.js';
import { renewalMails } from '../../../api/payments/plan/renewal-mails.js';
import { keepInvoice } from '../../../api/payments/subscriptions/keep-invoice.js';
import { DAY_MS } from '../../../domain/instant.js';
import { inTransaction } from '../../../platform/database/database.js';
import { decodeRecorded } from '../../../platform/event-store/records/recorded.js';
import { startMailSandbox, type MailSandbox } from '../../../sandbox/mail/start.js';
import { findLostMails } from '../../../worker/mails/lost-mails.js';
import { sendMail, type MailResources } from '../../../worker/mails/send-mail.js';
import { Worker } from '../../../worker/worker.js';
import { callsOn } from '../../support/product/account-calls.js';
import { startProduct, type TestProduct } from '../../support/product/app.js';
import { Process } from '../../support/product/processes.js';
import { becomes, until } from '../../support/product/projections.js';
import { invoiceOf, lineOf } from '../../support/stripe/invoices.js';
import { CUT_OFF_MS, mailResources } from './mail-resources.js';

const WHY = { reason_code: 'other', note: 'as asked' };
const SENDER = { MAIL_FROM: 'Acme <billing@acme.example>', MAIL_FINANCE: 'finance@acme.example' };

let sandbox: MailSandbox;
let product: TestProduct;
let resources: MailResources;
const { open, debit } = callsOn(() => product);
beforeAll(async () => {
  sandbox = await startMailSandbox();
  product = await startProduct({ SMTP_URL: sandbox.smtpUrl, ...SENDER });
  resources = mailResources(product.harness);
});
afterAll(async () => {
  await product.close();
  await sandbox.stop();
});

/** Reacts to every event in the log each time it is called; gives the mails that are new. */
async function react(): Promise<DueMail[]> {
  const { store, pool, clock } = product.harness;
  const due: DueMail[] = [];
  for await (const page of store.connection.allPages(null)) {
    const facts = page.map(decodeRecorded).filter((fact) => fact !== undefined);
    const news = facts.flatMap(mailNewsOf);
    const outbox = product.app.get(MailOutbox);
    due.push(...(await inTransaction(pool, (client) => outbox.take(client, news, clock.now()))));
  }
  return due;
}

/** An account whose credits are used up, and its mail about that. */
async function depleted(email: string): Promise<{ account: string; mail: DueMail }> {
  const account = await open({ email, name: 'Ada' });
  await debit(account, { credits: '100' });
  const [mail] = await react();
  if (!mail) throw new Error('no mail');
  return { account, mail };
}
const attempt = ({ mail_id }: DueMail, n = 1) =>
  sendMail(resources, { mail_id, attempt: n, waits: 0 });
const mailsOf = async (account: string) =>
  (await product.get(`/v1/accounts/${account}/mails`).expect(200)).body.data;
const sentTo = (address: string) => sandbox.mails.filter(({ to }) => to.includes(address));

describe('a mail', () => {
  it('is stored once for a fact, and sent once for any number of jobs', async () => {
    const { account, mail } = await depleted('once@acme.example');
    expect(await react()).toEqual([]);
    await Promise.all([attempt(mail), attempt(mail), attempt(mail)]);
    await attempt(mail);
    await attempt(mail, 2);
    expect(sentTo('once@acme.example')).toMatchObject([
      { subject: 'Your credits are used up', messageId: `<${mail.mail_id}@acme.example>` },
    ]);
    expect(sentTo('once@acme.example')[0]?.text).toMatch(/^Hello Ada,\n/);
    expect(await mailsOf(account)).toMatchObject([
      { mail_id: mail.mail_id, kind: 'balance_depleted', state: 'sent', attempts: 1, error: null },
    ]);
  });

  it('that the server refuses has failed, and is not tried again', async () => {
    const { account, mail } = await depleted('refused@acme.example');
    await attempt(mail);
    await attempt(mail, 2);
    const [listed] = await mailsOf(account);
    expect(listed).toMatchObject({ state: 'failed', attempts: 1, due_at: null, sent_at: null });
    expect(listed.error).toContain('there is no such mailbox');
    expect(JSON.stringify(listed)).not.toContain('acme.example');
  });

  it('waits while the server is away, and is sent when it is back', async () => {
    const { account, mail } = await depleted('patient@acme.example');
    const { smtpPort } = sandbox;
    await sandbox.stop();
    await attempt(mail);
    expect(await mailsOf(account)).toMatchObject([{ state: 'queued', attempts: 1 }]);
    sandbox = await startMailSandbox({ smtpPort });
    await attempt(mail, 2);
    expect(await mailsOf(account)).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
    expect(sentTo('patient@acme.example')).toHaveLength(1);
  });

  it('has failed after as many attempts as there may be', async () => {
    const { account, mail } = await depleted('busy@acme.example');
    await attempt(mail);
    expect(await mailsOf(account)).toMatchObject([{ state: 'queued', attempts: 1 }]);
    await attempt(mail, 2);
    expect(await mailsOf(account)).toMatchObject([{ state: 'failed', attempts: 2 }]);
  });

  it('that may have been taken is not sent again, and says so', async () => {
    const { account, mail } = await depleted('hangup@acme.example');
    await attempt(mail);
    await attempt(mail, 2);
    expect(sentTo('hangup@acme.example')).toHaveLength(1);
    expect(await mailsOf(account)).toMatchObject([{ state: 'unknown', attempts: 1, due_at: null }]);
  });

  it('whose worker is killed before it knows is not sent again, and says so', async () => {
    const { account, mail } = await depleted('silent@acme.example');
    const program = ['--import', './test/support/ts.mjs', 'test/worker/mails/one-attempt.ts'];
    const worker = new Process([...program, mail.mail_id], {
      ...process.env,
      ...{ NODE_OPTIONS: '', SCRIP_MODE: 'sandbox' },
      DATABASE_URL: product.databaseUrl,
      EVENTSTORE_URL: product.eventStoreUrl,
      SMTP_URL: sandbox.smtpUrl,
      ...SENDER,
    });
    await until(() => Promise.resolve(sentTo('silent@acme.example').length === 1), 'the mail');
    worker.send('SIGKILL');
    await worker.ended();
    expect(await mailsOf(account)).toMatchObject([{ state: 'sending', attempts: 1 }]);
    await attempt(mail);
    await attempt(mail, 2);
    const isKnown = async () => {
      await findLostMails(resources);
      return (await mailsOf(account))[0].state === 'unknown';
    };
    await until(isKnown, 'an attempt that was cut off', () => mailsOf(account), 5 * CUT_OFF_MS);
    await attempt(mail, 2);
    expect(sentTo('silent@acme.example')).toHaveLength(1);
    expect((await mailsOf(account))[0].error).toBe('cut off: the mail server may have taken it');
  });

  it('that waits is not sent once its person was erased, or has switched it off', async () => {
    const erased = await depleted('erased@acme.example');
    await product.post(`/v1/accounts/${erased.account}/erase`).expect(200);
    await attempt(erased.mail);
    const off = await depleted('off@acme.example');
    const settings = { receipts: true, balance: false };
    await product.put(`/v1/accounts/${off.account}/mail-settings`).send(settings).expect(200);
    await attempt(off.mail);
    expect(sentTo('erased@acme.example')).toEqual([]);
    expect(sentTo('off@acme.example')).toEqual([]);
    expect(await mailsOf(erased.account)).toMatchObject([{ state: 'failed', attempts: 0 }]);
    expect(await mailsOf(off.account)).toMatchObject([{ state: 'failed', error: 'switched off' }]);
  });

  it('about a renewal is not sent once that is paid, nor to an account that is closed', async () => {
    const { clock, pool } = product.harness;
    const now = clock.now();
    const untilHas = (account: string, status: string) =>
      until(
        async () => (await product.get(`/v1/accounts/${account}`)).body.status === status,
        status,
      );
    /** The mail about a renewal that was not paid, and the invoice as it is at last. */
    async function failed(email: string, last: string): Promise<string> {
      const account = await open({ email });
      await untilHas(account, 'open');
      const period = { startsAt: now, endsAt: now + 30 * DAY_MS };
      const owed = invoiceOf({ invoiceId: `in_${account}`, lines: [lineOf({ period })] });
      const invoice = { ...owed, status: 'open', paidAt: null };
      const nothing = { steps: [], lines: [], uses: [], findings: [], giveBack: [] };
      const keep = (status: string) =>
        product.app
          .get(DataSource)
          .transaction((manager) =>
            keepInvoice(manager, { ...invoice, status }, nothing, account, now),
          );
      await keep('open');
      const drafts = renewalMails(invoice, [], account, now);
      const [mail] = await inTransaction(pool, (client) =>
        product.app.get(MailOutbox).store(client, drafts, now),
      );
      if (!mail) throw new Error('no mail');
      await keep(last);
      if (email.startsWith('closed')) {
        await product.post(`/v1/accounts/${account}/close`).send(WHY).expect(200);
        await untilHas(account, 'closed');
      }
      await attempt(mail);
      return account;
    }
    const errors = [
      ['owing@acme.example', 'open', { state: 'sent' }],
      ['paid@acme.example', 'paid', { state: 'failed', error: 'no longer so' }],
      ['waived@acme.example', 'void', { state: 'failed', error: 'no longer so' }],
      ['closed@acme.example', 'open', { state: 'failed', error: 'the account is closed' }],
    ] as const;
    for (const [email, last, became] of errors) {
      const account = await failed(email, last);
      expect(await mailsOf(account)).toMatchObject([{ kind: 'renewal_failed', ...became }]);
      expect(sentTo(email)).toHaveLength(became.state === 'sent' ? 1 : 0);
    }
  });

  it('is sent to an account that was closed meanwhile where it is a receipt', async () => {
    const { clock, pool } = product.harness;
    const account = await open({ email: 'parted@acme.example' });
    const at = clock.now();
    const paid = { purchase_id: 'pur_1', payment_id: 'pi_parted', credits: 1n, repaid: 0n };
    const drafts = [receipt.draft(account, 'pi_parted', { ...paid, net: null, at })];
    const [mail] = await inTransaction(pool, (client) =>
      product.app.get(MailOutbox).store(client, drafts, at),
    );
    if (!mail) throw new Error('no mail');
    await product.post(`/v1/accounts/${account}/close`).send(WHY).expect(200);
    await becomes(async () => (await product.get(`/v1/accounts/${account}`)).body.status, 'closed');
    await attempt(mail);
    expect(sentTo('parted@acme.example')).toHaveLength(1);
  });

  it('goes to the address that the account has by then', async () => {
    const { account, mail } = await depleted('old@acme.example');
    const profile = { email: 'new@acme.example' };
    await product.patch(`/v1/accounts/${account}`).send(profile).expect(200);
    await attempt(mail);
    expect(sentTo('old@acme.example')).toEqual([]);
    expect(sentTo('new@acme.example')).toHaveLength(1);
  });

  it('that comes three days late says nothing new, and is not sent', async () => {
    const { account, mail } = await depleted('late@acme.example');
    await product
      .post('/v1/test-clock/advance')
      .send({ by: 3 * 86_400 + 60 })
      .expect(200);
    await attempt(mail);
    expect(sentTo('late@acme.example')).toEqual([]);
    expect(await mailsOf(account)).toMatchObject([{ state: 'failed', error: 'too late' }]);
  });

  it('whose job is lost gets another', async () => {
    const { mail } = await depleted('lost@acme.example');
    await product.post('/v1/test-clock/advance').send({ by: 60 }).expect(200);
    expect(await findLostMails(resources)).toMatchObject({ found: 1 });
    const worker = await product.another({ PORT: '0' }, 'worker');
    worker.app.get(Worker).start();
    await until(() => Promise.resolve(sentTo('lost@acme.example').length === 1), 'the mail');
    await worker.app.get(Worker).stop(1_000);
    await attempt(mail);
    expect(sentTo('lost@acme.example')).toHaveLength(1);
  });
});

describe('the mails of an account', () => {
  it('are read newest first, page by page', async () => {
    const account = await open({ email: 'pages@acme.example' });
    await debit(account, { credits: '85' });
    await debit(account, { credits: '15' });
    await react();
    const path = `/v1/accounts/${account}/mails`;
    const first = (await product.get(`${path}?page[size]=1`).expect(200)).body;
    const after = encodeURIComponent(first.meta.page.next);
    const second = (await product.get(`${path}?page[size]=1&page[after]=${after}`)).body;
    const kinds = [first, second].map(({ data }) => data[0].kind);
    expect(kinds.toSorted()).toEqual(['balance_depleted', 'balance_low']);
    expect(second.meta.page.next).toBeNull();
    await product.get('/v1/accounts/nobody/mails').expect(404);
  });

  it('are all sent unless somebody switches them off', async () => {
    const account = await open();
    const path = `/v1/accounts/${account}/mail-settings`;
    expect((await product.get(path).expect(200)).body).toEqual({ receipts: true, balance: true });
    const off = { receipts: false, balance: true };
    expect((await product.put(path).send(off).expect(200)).body).toEqual(off);
    const refused = await product.put(path).send({ receipts: false }).expect(422);
    expect(refused.body.invalid_parameters).toMatchObject([{ name: 'balance' }]);
    expect((await product.get(path).expect(200)).body).toEqual(off);
    await product.put('/v1/accounts/nobody/mail-settings').send(off).expect(404);
  });
});
