import { describe, expect, it } from '@jest/globals';
import { kindOf } from '../../../../api/mails/kinds/all.js';
import { textOf } from '../../../../api/mails/letters/text.js';
import type { InvoiceNow } from '../../../../api/payments/plan/billing-tree.js';
import { renewalMails } from '../../../../api/payments/plan/renewal-mails.js';
import { invoiceOf, lineOf, PRICES, usd } from '../../../support/stripe/invoices.js';

const on = (day: number, hour = 10) => Date.UTC(2027, 1, day, hour);
/** Pro since 31 January: its renewal is due on 28 February, and its credits last until 4 March. */
const [BEGINS, GRACE_ENDS] = [on(28), on(32)];
const period = { startsAt: BEGINS, endsAt: on(59) };
const pro = { sold: PRICES.get('price_pro') ?? null };

const renewal = (more: Partial<InvoiceNow> = {}): InvoiceNow =>
  invoiceOf({
    invoiceId: 'in_2',
    reason: 'subscription_cycle',
    status: 'open',
    total: usd(2_000n),
    due: 2_000n,
    attempts: 1,
    nextAttemptAt: on(31, 11),
    lines: [lineOf({ lineId: 'il_2', period })],
    paidAt: null,
    payments: [],
    ...more,
  });
const kindsOf = (invoice: InvoiceNow, now = on(28, 11)) =>
  renewalMails(invoice, [pro], 'acme', now).map(({ kind }) => kind);
const again = { attempts: 2, nextAttemptAt: on(35, 11) };

describe('the mails of a renewal', () => {
  it('come with the first attempt that is not paid, and name the invoice', () => {
    const [mail] = renewalMails(renewal(), [pro], 'acme', on(28, 11));
    const about = { fact: 'renewal_failed:in_2', accountId: 'acme', to: 'account', switch: null };
    expect(mail).toMatchObject(about);
    expect(kindsOf(renewal())).toEqual(['renewal_failed']);
  });

  it('come once more after the last attempt before its credits end, of the same invoice', () => {
    expect(kindsOf(renewal(again), on(31, 11))).toEqual(['renewal_last_call']);
    const stopped = { attempts: 2, nextAttemptAt: null };
    expect(kindsOf(renewal(stopped), on(31, 11))).toContain('renewal_last_call');
    // The first attempt is told of as such, whatever follows.
    expect(kindsOf(renewal({ nextAttemptAt: null }))).toEqual(['renewal_failed']);
    const sooner = { attempts: 2, nextAttemptAt: GRACE_ENDS - 1 };
    expect(kindsOf(renewal(sooner), on(31, 11))).toEqual(['renewal_failed']);
  });

  it('do not come once the credits have ended', () => {
    expect(kindsOf(renewal(again), GRACE_ENDS - 1)).toContain('renewal_last_call');
    expect(kindsOf(renewal(again), GRACE_ENDS)).toEqual([]);
  });

  it('do not come of what was not tried, is paid or void, or is no renewal', () => {
    for (const other of [
      { attempts: 0 },
      { due: 0n },
      { status: 'paid' },
      { status: 'void' },
      { reason: 'subscription_create' },
      { reason: 'subscription_update' },
    ]) {
      expect(kindsOf(renewal(other))).toEqual([]);
    }
  });

  it('say what is due, when it is tried again, until when credits last, and where to pay', () => {
    const next = { nextAttemptAt: on(35, 11) };
    const drafts = [renewal(next), renewal(again)].flatMap((invoice) =>
      renewalMails(invoice, [pro], 'acme', on(31, 11)),
    );
    const invoice = { number: 'A-0002', payUrl: 'https://pay.example/i/2', isOpen: true };
    const about = {
      accountId: 'acme',
      purchase: null,
      planName: 'Professional',
      nextPlan: null,
      subscription: null,
      payment: null,
      invoice,
      dispute: null,
    };
    const written = drafts.map(({ kind, data }) => {
      const kept: unknown = JSON.parse(JSON.stringify(data));
      const letter = kindOf(kind)?.write(kept, { ...about, publicUrl: undefined });
      if (!letter) throw new Error(`no letter of ${kind}`);
      return textOf({ ...letter, greeting: 'Hello Ada,', sender: 'Acme', footer: 'About acme.' });
    });
    expect(drafts.map(({ kind }) => kind)).toHaveLength(2);
    for (const text of written) {
      expect(text).toContain('4 March 2027, 10:00 UTC');
      expect(text).toContain(
        'Plan: Professional\nDue: $20.00\nInvoice: A-0002\nTried: 3 March 2027',
      );
      expect(text).toContain('Tried again: 7 March 2027, 11:00 UTC');
      expect(text).toContain('https://pay.example/i/2');
    }
  });
});
