import { describe, it } from '@jest/globals';
import { idAt } from '../../../../domain/account/ids.js';
import {
  adjust,
  at,
  close,
  credits,
  debit,
  given,
  happened,
  line,
  opened,
  owe,
  pack,
  refund,
  upgrade,
  type Step,
} from '../../../support/domain/account.js';
import { decideDispute, dispute, moneyBack } from '../../../support/domain/money.js';
import { hold, release, settle } from '../../../support/domain/holds.js';

const PLAN = idAt('lot', 'acme', 1);
const LOT = idAt('lot', 'acme', 2);
const of = (amount: number) => [{ lotId: LOT, credits: credits(amount) }];
const disputed = [opened(), pack('p1'), debit(130), dispute('p1')];

describe('a disputed payment', () => {
  it('freezes what is left of what it bought, and nothing else', () => {
    given(opened(), pack('p1'), debit(130))
      .when(dispute('p1'))
      .then(happened('DisputeOpened', { paymentId: 'p1', lotId: LOT, frozen: of(170) }))
      .leaves({ available: 0, frozen: 170 });
    given(opened(), pack('p1'), pack('p2'))
      .when(dispute('p1'))
      .leaves({ available: 300, frozen: 200 });
  });

  it('cannot be spent from', () =>
    given(...disputed)
      .when(debit(1))
      .refused('insufficient_credits'));

  it('is opened once, however often it is told', () =>
    void given(...disputed)
      .when(dispute('p1'))
      .then());

  it('when won, thaws exactly what was frozen', () =>
    void given(...disputed)
      .when(decideDispute('won'))
      .then(happened('DisputeClosed', { outcome: 'won', thawed: of(170), repaid: [], debt: 0n }))
      .leaves({ available: 170, frozen: 0, debt: 0 }));

  it('when won, repays debt first with what is thawed', () =>
    void given(...disputed, owe(50))
      .when(decideDispute('won'))
      .then(happened('DisputeClosed', { thawed: of(170), repaid: of(50) }))
      .leaves({ available: 120, debt: 0 }));

  it('when lost, takes what was frozen, and the spent part is debt', () =>
    void given(...disputed)
      .when(decideDispute('lost'))
      .then(
        happened('DisputeClosed', {
          outcome: 'lost',
          thawed: [],
          clawedBack: of(170),
          debt: credits(30),
          repaid: [],
        }),
      )
      .leaves({ available: 0, frozen: 0, debt: 30 }));

  it('when lost, lets other lots repay that debt at once', () =>
    void given(...disputed, adjust(50))
      .when(decideDispute('lost'))
      .then(
        happened('DisputeClosed', {
          debt: credits(30),
          repaid: [{ lotId: idAt('lot', 'acme', 6), credits: credits(30) }],
        }),
      )
      .leaves({ available: 20, debt: 0 }));

  it('freezes what holds give back to what it bought, debt or not', () => {
    const held = [opened(), pack('p1'), debit(100), hold(200)];
    given(...held)
      .when(dispute('p1'), release(0))
      .then(
        happened('DisputeOpened', { frozen: [] }),
        happened('HoldReleased', { released: of(200), frozen: of(200), repaid: [] }),
      )
      .leaves({ available: 0, held: 0, frozen: 200 });
    given(...held, dispute('p1'), owe(50))
      .when(settle(0, 60))
      .then(happened('HoldSettled', { released: of(140), frozen: of(140), repaid: [] }))
      .leaves({ available: 0, frozen: 140, debt: 50 });
    given(...held, dispute('p1'))
      .when(at('2026-01-15T13:00:00Z'))
      .then(happened('HoldReleased', { reason: 'expired', frozen: of(200) }))
      .leaves({ available: 0, frozen: 200 });
  });

  it('frees of what holds give back what other lots had given', () =>
    void given(opened(), pack('p1'), hold(150), dispute('p1'), owe(30))
      .when(release(0))
      .then(
        happened('HoldReleased', {
          released: [{ lotId: PLAN, credits: credits(100) }, ...of(50)],
          frozen: of(50),
          repaid: [{ lotId: PLAN, credits: credits(30) }],
        }),
      )
      .leaves({ available: 70, frozen: 200, debt: 0 }));

  it('freezes what debit refunds give back to what it bought', () =>
    void given(...disputed)
      .when(refund(0, 40))
      .then(
        happened('DebitRefunded', {
          lots: [...of(30), { lotId: PLAN, credits: credits(10) }],
          frozen: of(30),
        }),
      )
      .leaves({ available: 10, frozen: 200 }));

  it('when won, thaws exactly also what came back, and when lost takes it', () => {
    const back = [opened(), pack('p1'), debit(150), hold(150), dispute('p1'), release(0)];
    given(...back, refund(0, 20))
      .when(decideDispute('won'))
      .then(happened('DisputeClosed', { thawed: of(170) }))
      .leaves({ available: 170, frozen: 0 });
    given(...back, refund(0, 20))
      .when(decideDispute('lost'))
      .then(happened('DisputeClosed', { clawedBack: of(170), debt: credits(30), repaid: [] }))
      .leaves({ available: 0, frozen: 0, debt: 30 });
  });

  it('when lost, takes first what came back to it before that was frozen', () => {
    const { told } = given(...disputed, refund(0, 20)).when();
    const events = told.events.map((event) =>
      event.type === 'DebitRefunded' ? { ...event, data: { ...event.data, frozen: [] } } : event,
    );
    const asItWas: Step = (story) => story.fold(events);
    given(asItWas)
      .when(decideDispute('lost'))
      .then(happened('DisputeClosed', { clawedBackFree: of(20), debt: credits(10), repaid: [] }))
      .leaves({ available: 0, frozen: 0, debt: 10 });
  });

  it('when lost, leaves nothing for a debit to be refunded to', () =>
    void given(...disputed, decideDispute('lost'), adjust(30))
      .when(refund(0))
      .then(happened('DebitRefunded', { lost: credits(30), newLots: [] }))
      .leaves({ available: 100, debt: 0 }));

  it('does not charge again what a refund of the payment had written off', () =>
    void given(opened(), pack('p1'), debit(250), moneyBack('p1', 5), dispute('p1'))
      .when(decideDispute('lost'))
      .then(happened('DisputeClosed', { debt: credits(100) }))
      .leaves({ debt: 100 }));

  it('thaws what a refund of the payment has left of the frozen part', () =>
    void given(...disputed, moneyBack('p1', 5))
      .when(decideDispute('won'))
      .then(happened('DisputeClosed', { thawed: of(70) }))
      .leaves({ available: 70, frozen: 0 }));

  it('gives back no time: what thaws of a lot that has ended is forfeited', () => {
    const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    const frozenPlan = [
      opened(),
      debit(100),
      upgrade('pro', january),
      dispute('pi', 'invoice_line:il_1'),
    ];
    const lotId = idAt('lot', 'acme', 5);
    given(...frozenPlan, at('2026-02-20T00:00:00Z'))
      .when(decideDispute('won'))
      .then(
        happened('DisputeClosed', {
          thawed: [],
          forfeited: [{ lotId, credits: credits(500) }],
          debt: 0n,
        }),
      )
      .leaves({ available: 0, frozen: 0 });
    given(...frozenPlan, at('2026-02-20T00:00:00Z'))
      .when(decideDispute('lost'))
      .then(happened('DisputeClosed', { clawedBack: [{ lotId, credits: credits(500) }], debt: 0n }))
      .leaves({ available: 0, frozen: 0, debt: 0 });
  });

  it('is refused for unknown payments, and ends once', () => {
    given(opened()).when(dispute('p9')).refused('payment_not_found');
    given(opened())
      .when(decideDispute('won'))
      .refused('dispute_not_open', { dispute_id: 'dispute' });
    given(...disputed, decideDispute('won'))
      .when(decideDispute('lost'))
      .refused('dispute_not_open');
  });

  it('goes on when the account is closed', () =>
    void given(...disputed, close)
      .when(decideDispute('lost'))
      .leaves({ frozen: 0, debt: 30 }));

  it('may be one of several about one payment: nothing thaws before the last is won', () =>
    void given(...disputed, refund(0, 10), dispute('p1', undefined, 'second'))
      .when(decideDispute('won'), decideDispute('won', 'second'))
      .then(
        happened('DisputeClosed', { disputeId: 'dispute', thawed: [] }),
        happened('DisputeClosed', { disputeId: 'second', thawed: of(180) }),
      )
      .leaves({ available: 180, frozen: 0 }));
});
