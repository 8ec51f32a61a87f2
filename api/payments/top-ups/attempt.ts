import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { monthOf } from '../../../domain/account/period.js';
import { topUpDue, type AccountState, type AutoTopUp } from '../../../domain/account/state.js';
import { Clock } from '../../../platform/clock/clock.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { factOf } from '../../accounts/command-result.js';
import { CatalogueView } from '../../catalogue/catalogue-view.js';
import { SavedCards } from '../cards/saved-cards.js';
import type { Lease } from '../converge/account-lease.js';
import { Converge } from '../converge/converge.js';
import { Checkout } from '../purchases/checkout.js';
import { newId } from '../records/ids.js';
import { Purchase } from '../records/purchase.entity.js';
import { TopUp } from '../records/top-up.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { isOutage, isStripeFailure } from '../stripe/client.js';
import { readPayment } from '../stripe/read-session.js';
import { cancelPayment, ChargeTopUp, type Charged } from './charge.js';
import { TellOfTopUps } from './tell.js';

/** The bank wants its customer to be there. */
const ASKS_FOR_OWNER = 'authentication_required';

/**
 * Attempts of automatic top-ups, for whoever holds the account's lease: the rows first, then one
 * payment, then what came of it. May be interrupted anywhere and finished later.
 */
@Injectable()
export class TopUpAttempts {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly accounts: AccountStream,
    private readonly catalogue: CatalogueView,
    private readonly cards: SavedCards,
    private readonly charging: ChargeTopUp,
    private readonly converging: Converge,
    private readonly checkout: Checkout,
    private readonly telling: TellOfTopUps,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Writes that an attempt is made: the card that is charged is the one that is saved now. */
  async begin(
    lease: Lease,
    { accountId, timeZone }: AccountState,
    consent: AutoTopUp,
  ): Promise<TopUp> {
    const { pack, packVersion, price, credits } = consent;
    const card = await this.cards.current(accountId);
    const purchaseId = newId('pur');
    const now = this.clock.now();
    const begunAt = new Date(now);
    const versions = this.catalogue.current().packs.get(pack) ?? [];
    const name = versions.find(({ version }) => version === packVersion)?.name ?? pack;
    const attempt: TopUp = {
      purchaseId,
      accountId,
      month: monthOf(now, timeZone),
      consentedAt: new Date(consent.consentedAt),
      customerId: card?.customerId ?? null,
      methodId: card?.methodId ?? null,
      intentId: null,
      failureCode: null,
      begunAt,
      endedAt: null,
    };
    await lease.write(async (manager) => {
      await manager.insert(Purchase, {
        purchaseId,
        accountId,
        pack,
        packVersion,
        name,
        credits,
        price: price.minor,
        currency: price.currency,
        state: 'starting',
        isTopUp: true,
        createdAt: begunAt,
        changedAt: begunAt,
      });
      await manager.insert(TopUp, attempt);
    });
    return attempt;
  }

  /** Brings an attempt to its end. Throws a StripeError where it is not known what came of it. */
  async finish(lease: Lease, attempt: TopUp): Promise<void> {
    const { purchaseId } = attempt;
    const stripe = await this.stripe.need();
    const charged = await this.chargedBy(lease, stripe, attempt);
    if (charged === 'never') return this.end(lease, purchaseId, 'not_charged');
    const { paymentId } = charged;
    if (paymentId === null) return this.fail(lease, attempt, null, charged.code);
    await this.converging.lookWithin(lease, purchaseId, { paymentId });
    const payment = await readPayment(stripe, paymentId);
    if (payment?.status === 'succeeded') return this.end(lease, purchaseId, null);
    // A payment that was cancelled may have forgotten why it failed.
    const code = attempt.failureCode ?? payment?.failureCode ?? 'declined';
    await lease.write((manager) => manager.update(TopUp, { purchaseId }, { failureCode: code }));
    await cancelPayment(stripe, paymentId);
    if ((await readPayment(stripe, paymentId))?.status === 'succeeded') {
      return this.finish(lease, attempt);
    }
    return this.fail(lease, attempt, paymentId, code);
  }

  private async chargedBy(lease: Lease, stripe: Stripe, attempt: TopUp): Promise<Charged> {
    const { purchaseId, accountId, intentId } = attempt;
    if (intentId !== null) return { paymentId: intentId };
    const { state } = await this.accounts.load(accountId);
    const mayCharge = topUpDue(state) && isUnder(attempt, state.autoTopUp);
    const purchase = await this.purchase(purchaseId);
    const charged = await this.charging.charge(stripe, attempt, purchase, mayCharge);
    if (charged !== 'never' && charged.paymentId !== null) {
      const known = { intentId: charged.paymentId };
      await lease.write((manager) => manager.update(TopUp, { purchaseId }, known));
    }
    return charged;
  }

  /** Nobody was charged: the ledger learns it, and whoever listens. */
  private async fail(
    lease: Lease,
    attempt: TopUp,
    paymentId: string | null,
    code: string,
  ): Promise<void> {
    const { accountId, purchaseId } = attempt;
    // The link is there before the ledger tells of the failure: a mail about it can have it.
    const checkoutUrl = code === ASKS_FOR_OWNER ? await this.link(lease, purchaseId) : null;
    const { inARow, isOff } = await this.record(attempt, paymentId, code);
    const { price: minor, currency } = await this.purchase(purchaseId);
    const failed = { accountId, purchaseId, paymentId, code, inARow, isOff, checkoutUrl };
    await this.telling.with(
      lease,
      purchaseId,
      { ...failed, amount: { minor, currency } },
      async (manager) => {
        const now = new Date(this.clock.now());
        const ended = { failureCode: code, endedAt: now };
        await manager.update(TopUp, { purchaseId }, ended);
        if (checkoutUrl === null) {
          await manager.update(Purchase, { purchaseId }, { state: 'failed', changedAt: now });
        }
        return true;
      },
    );
  }

  /** A checkout page for the same purchase; null: Stripe makes none. */
  private async link(lease: Lease, purchaseId: string): Promise<string | null> {
    const { sessionId } = await this.purchase(purchaseId);
    if (sessionId === null) {
      await lease.write((manager) =>
        manager.update(Purchase, { purchaseId }, { state: 'starting' }),
      );
    }
    try {
      return (await this.checkout.ready(lease, purchaseId)).checkoutUrl;
    } catch (error) {
      if (!isStripeFailure(error) || isOutage(error)) throw error;
      return null;
    }
  }

  /** The ledger counts failures of the consent that an attempt was made under, and of no other. */
  private async record(
    attempt: TopUp,
    paymentId: string | null,
    code: string,
  ): Promise<{ readonly inARow: number | null; readonly isOff: boolean }> {
    const { accountId, purchaseId } = attempt;
    const meta = { commandId: `${purchaseId}:failed`, actor: 'system' };
    const command = { type: 'RecordTopUpFailure', purchaseId, paymentId, code } as const;
    const { state } = await this.accounts.load(accountId);
    const { autoTopUp } = state;
    if (autoTopUp !== null && !isUnder(attempt, autoTopUp)) return { inARow: null, isOff: false };
    const { events } = await this.accounts.execute(accountId, command, meta);
    const facts = events.map(({ fact }) => fact);
    const inARow = factOf(facts, 'AutoTopUpFailed')?.data.inARow ?? null;
    const isOff = autoTopUp === null || factOf(facts, 'AutoTopUpTurnedOff') !== undefined;
    return { inARow, isOff };
  }

  private async end(lease: Lease, purchaseId: string, failureCode: string | null): Promise<void> {
    const now = new Date(this.clock.now());
    await lease.write(async (manager) => {
      await manager.update(TopUp, { purchaseId }, { failureCode, endedAt: now });
      const never = { purchaseId, state: 'starting' } as const;
      await manager.update(Purchase, never, { state: 'failed', changedAt: now });
    });
  }

  private purchase(purchaseId: string): Promise<Purchase> {
    return this.dataSource.getRepository(Purchase).findOneByOrFail({ purchaseId });
  }
}

/** Whether an attempt is made under this consent, and not one that was given before. */
const isUnder = ({ consentedAt }: TopUp, consent: AutoTopUp | null): boolean =>
  consent?.consentedAt === consentedAt.getTime();
