import { describe, expect, it } from '@jest/globals';
import { plan, type LedgerNow, type PurchaseTerms } from '../../../../api/payments/plan/plan.js';
import type { PaymentNow, SessionNow } from '../../../../api/payments/plan/tree.js';
import type { PaymentVerdict } from '../../../../domain/account/decide/guards.js';

const usd = (minor: bigint) => ({ minor, currency: 'usd' });

const PURCHASE: PurchaseTerms = {
  purchaseId: 'pur_1',
  accountId: 'acme',
  pack: 'medium',
  packVersion: 1,
  credits: 550_000_000n,
  price: usd(2_500n),
  sessionId: 'cs_1',
  state: 'open',
  grantedBy: [],
};
const PAYMENT: PaymentNow = {
  paymentId: 'pi_1',
  status: 'succeeded',
  amount: usd(2_500n),
  received: 2_500n,
  customerId: null,
  failureCode: null,
  charge: null,
  createdAt: 0,
};
const PAID: SessionNow = {
  sessionId: 'cs_1',
  status: 'complete',
  paid: 'paid',
  total: usd(2_500n),
  tax: 0n,
  url: null,
  expiresAt: 0,
  purchaseId: 'pur_1',
  accountId: 'acme',
  payment: PAYMENT,
};
const ledger = (verdict: PaymentVerdict): LedgerNow => ({ verdictOn: () => verdict });
const planFor = (
  session: Partial<SessionNow> = {},
  verdict: PaymentVerdict = 'grant',
  purchase: Partial<PurchaseTerms> = {},
) => plan({ ...PAID, ...session }, { ...PURCHASE, ...purchase }, ledger(verdict));
const classes = ({ findings }: ReturnType<typeof plan>) => findings.map((found) => found.class);

describe('a paid session of a pack', () => {
  it('grants what was bought at our price, by a command with the id of the payment', () => {
    expect(planFor()).toEqual({
      steps: [
        {
          commandId: 'pi_1',
          command: {
            type: 'RecordPackPurchase',
            purchaseId: 'pur_1',
            paymentId: 'pi_1',
            pack: 'medium',
            packVersion: 1,
            credits: 550_000_000n,
            paid: usd(2_500n),
          },
        },
      ],
      findings: [],
      use: { paymentId: 'pi_1', gross: usd(2_500n), tax: 0n },
      state: 'granted',
      paymentId: 'pi_1',
    });
  });

  it('does nothing once the payment has granted', () => {
    expect(planFor({}, 'granted')).toMatchObject({ steps: [], findings: [], state: 'granted' });
  });

  it.each([
    ['another amount', usd(1_233n)],
    ['another currency', { minor: 2_500n, currency: 'eur' }],
  ])('does nothing for %s once a person has granted it', (_, total) => {
    const payment = { ...PAYMENT, amount: total, received: total.minor };
    expect(planFor({ total, payment }, 'granted')).toEqual({
      steps: [],
      findings: [],
      use: { paymentId: 'pi_1', gross: total, tax: 0n },
      state: 'granted',
      paymentId: 'pi_1',
    });
  });

  it('is paid for with what has arrived, whatever the session says by now', () => {
    const payment = { ...PAYMENT, received: 2_499n };
    expect(planFor({ payment })).toMatchObject({ use: { gross: usd(2_499n) } });
  });

  it('grants the price without the tax that came on top', () => {
    const payment = { ...PAYMENT, received: 2_975n };
    const { steps, use } = planFor({ total: usd(2_975n), tax: 475n, payment });
    expect(steps).toMatchObject([{ command: { paid: usd(2_500n) } }]);
    expect(use).toEqual({ paymentId: 'pi_1', gross: usd(2_975n), tax: 475n });
  });

  it.each<[string, Partial<SessionNow>, string, string, string]>([
    ['another amount', { total: usd(1_233n) }, 'amount', '2500 usd', '1233 usd'],
    ['another currency', { total: { minor: 2_500n, currency: 'eur' } }, 'currency', 'usd', 'eur'],
    [
      'nothing to pay',
      { paid: 'no_payment_required', payment: null, total: usd(0n) },
      'amount',
      '2500 usd',
      '0 usd',
    ],
  ])('grants nothing for %s: a finding with both figures', (_, session, found, ours, theirs) => {
    const planned = planFor(session);
    expect(planned).toMatchObject({ steps: [], use: null, state: 'paid' });
    expect(planned.findings).toEqual([{ class: found, objectId: 'cs_1', ours, theirs }]);
  });

  it('of a closed account is to be refunded', () => {
    const planned = planFor({}, 'refund');
    expect(planned).toMatchObject({ steps: [], use: null, state: 'paid' });
    expect(classes(planned)).toEqual(['paid_not_granted']);
  });

  it('grants again when a purchase is paid twice, and somebody asks', () => {
    const planned = planFor({ sessionId: 'cs_0' }, 'grant', {
      state: 'granted',
      grantedBy: [{ paymentId: 'pi_0', createdAt: -1 }],
    });
    expect(planned.steps).toHaveLength(1);
    expect(planned).toMatchObject({ paymentId: 'pi_0' });
    expect(planned.findings).toEqual([
      { class: 'duplicate', objectId: 'pi_1', ours: 'pur_1', theirs: 'pi_1' },
    ]);
  });

  it('grants to the account of the purchase, whatever the session says', () => {
    const planned = planFor({ accountId: 'other' });
    expect(planned.steps).toHaveLength(1);
    expect(planned.findings).toEqual([
      { class: 'wrong_account', objectId: 'cs_1', ours: 'acme', theirs: 'other' },
    ]);
  });
});

describe('an unpaid session of a pack', () => {
  const unpaid = { paid: 'unpaid', payment: null } as const;
  const delayed = (status: string) => ({ ...unpaid, payment: { ...PAYMENT, status } });
  it.each<[Partial<SessionNow>, string]>([
    [{ ...unpaid, status: 'open' }, 'open'],
    [{ ...delayed('requires_payment_method'), status: 'open' }, 'open'],
    [{ ...unpaid, status: 'expired' }, 'expired'],
    [delayed('processing'), 'processing'],
    [delayed('requires_payment_method'), 'failed'],
    [delayed('canceled'), 'failed'],
  ])('leads to the state of %j', (session, state) => {
    expect(planFor(session)).toMatchObject({ steps: [], findings: [], use: null, state });
  });

  it('leaves a granted purchase as it is', () => {
    expect(planFor({ ...unpaid, status: 'expired' }, 'granted', { state: 'granted' }).state).toBe(
      'granted',
    );
  });

  it('says nothing once somebody has paid, and a person has to look', () => {
    expect(planFor({ ...unpaid, status: 'open' }, 'grant', { state: 'paid' }).state).toBe('paid');
  });

  it('whose payment has granted, and is not called succeeded, is for a person', () => {
    const { findings } = planFor(delayed('canceled'), 'granted', { state: 'granted' });
    expect(findings).toEqual([
      { class: 'granted_not_paid', objectId: 'pi_1', ours: 'granted', theirs: 'canceled' },
    ]);
  });

  it('says nothing about a purchase that has another session by now', () => {
    const other = { sessionId: 'cs_2', state: 'open' } as const;
    expect(planFor({ ...unpaid, status: 'expired' }, 'grant', other).state).toBe('open');
  });
});
