import { describe, it } from '@jest/globals';
import { idAt } from '../../../../domain/account/ids.js';
import {
  adjust,
  at,
  atRenewal,
  close,
  credits,
  debit,
  given,
  happened,
  line,
  opened,
  owe,
  pack,
  renew,
  suspend,
  time,
  upgrade,
  usd,
} from '../../../support/domain/account.js';

const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
const february = line('il_2', '2026-02-15T12:00:00Z', '2026-03-15T12:00:00Z');
const billed = [opened(), upgrade('pro', january), debit(100)];

describe('renewing a plan that is billed by invoice', () => {
  it('is not for the clock: the old lot serves until it is replaced', () =>
    void given(...billed)
      .when(at('2026-02-16T00:00:00Z'))
      .then(happened('LotExpired', { forfeited: 0n }))
      .leaves({ plan: 'pro', available: 500, lots: { 'invoice_line:il_1': 500 } }));

  it('replaces the old lot when the line is paid, for that line’s period', () =>
    void given(...billed, at('2026-02-15T13:00:00Z'), debit(50))
      .when(renew(february))
      .then(
        happened(
          'PeriodRenewed',
          {
            plan: 'pro',
            period: { n: 1, ...february.period },
            forfeited: [{ lotId: lotOf(3), credits: credits(450) }],
            repaid: 0n,
          },
          time('2026-02-15T13:00:00Z'),
        ),
      )
      .leaves({ available: 500, lots: { 'invoice_line:il_2': 500 } }));

  it('takes the old lot away 96 hours after its end when nothing is paid', () =>
    void given(...billed)
      .when(at('2026-02-19T12:00:00Z'))
      .then(
        happened('LotExpired'),
        happened('LotExpired', { forfeited: credits(500) }, time('2026-02-19T12:00:00Z')),
      )
      .leaves({ plan: 'pro', available: 0 }));

  it('grants again once a lapsed payment has recovered', () =>
    void given(...billed, at('2026-02-25T00:00:00Z'))
      .when(renew(february))
      .then(happened('PeriodRenewed', { forfeited: [] }))
      .leaves({ available: 500 }));

  it('happens once for one line', () => {
    given(...billed, at('2026-02-15T13:00:00Z'), renew(february))
      .when(renew(february))
      .then();
    given(...billed, at('2026-02-15T13:00:00Z'), renew(february))
      .when(renew({ ...february, paid: usd(49) }))
      .refused('source_already_used');
  });

  it('replaces the old lot also where the line’s period begins a moment before the old one ends', () =>
    void given(...billed, at('2026-02-15T11:59:58Z'))
      .when(renew(line('il_2', '2026-02-15T11:59:55Z', '2026-03-15T11:59:55Z')))
      .leaves({ lots: { 'invoice_line:il_2': 500 } }));

  it('touches plan lots only', () =>
    void given(...billed, pack('p1'), adjust(30), at('2026-02-15T13:00:00Z'))
      .when(renew(february))
      .leaves({ available: 730 }));

  it('repays debt first', () =>
    void given(...billed, owe(700), at('2026-02-15T13:00:00Z'))
      .when(renew(february))
      .then(happened('PeriodRenewed', { repaid: credits(200) }))
      .leaves({ available: 300, debt: 0 }));

  it('brings the plan that was scheduled, whoever is first', () => {
    const cheaper = [opened(), upgrade('team', january), atRenewal('pro')];
    given(...cheaper, at('2026-02-15T13:00:00Z'))
      .when(renew(february, 'pro'))
      .then(happened('PeriodRenewed', { plan: 'pro' }))
      .leaves({ plan: 'pro', available: 500 });
    given(...cheaper, at('2026-02-15T11:59:58Z'))
      .when(renew(february, 'pro'), at('2026-02-16T00:00:00Z'))
      .then(
        happened('PlanChanged', { plan: 'pro', when: 'renewal', renewedBy: 'invoice' }),
        happened('PeriodRenewed', { plan: 'pro' }),
        happened('LotExpired'),
      )
      .leaves({ lots: { 'invoice_line:il_2': 500 } });
  });

  it('waits for the invoice after a scheduled change to another billed plan', () =>
    void given(opened(), upgrade('team', january), atRenewal('pro'))
      .when(at('2026-02-16T00:00:00Z'))
      .then(happened('PlanChanged', { plan: 'pro', renewedBy: 'invoice' }), happened('LotExpired'))
      .leaves({ plan: 'pro', lots: { 'invoice_line:il_1': 1500 } }));

  it('ends with a cancellation: the clock renews the free plan', () =>
    void given(...billed, atRenewal('free'), at('2026-02-15T12:00:00Z'))
      .when()
      .leaves({ plan: 'free', lots: { 'free:2026-02': 100 } }));

  it('keeps a scheduled change waiting when one more period was paid', () =>
    void given(...billed, atRenewal('free'), at('2026-02-15T11:59:58Z'), renew(february))
      .when(at('2026-03-15T12:00:00Z'))
      .leaves({ plan: 'free', lots: { 'free:2026-03': 100 } }));

  it('is refused for a period that ends before it starts', () =>
    given(...billed)
      .when(renew(line('il_2', '2026-03-15T12:00:00Z', '2026-02-15T12:00:00Z')))
      .refused('validation_failed'));

  it('goes on when the account is suspended, not when it is closed', () => {
    given(...billed, suspend, at('2026-02-15T13:00:00Z'))
      .when(renew(february))
      .leaves({ available: 500 });
    given(...billed, close)
      .when(renew(february))
      .refused('account_closed', { paid_by: 'invoice_line:il_2', remedy: 'refund' });
  });
});

function lotOf(revision: number): string {
  return idAt('lot', 'acme', revision);
}
