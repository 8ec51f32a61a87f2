import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Money } from '../../../domain/money.js';
import { Problem } from '../../http/problem.js';
import { asUnavailable } from '../converge/account-lease.js';
import { findObject, saleIn } from '../converge/find-object.js';
import { resolvedAlready } from '../findings/deal-with.js';
import { noSuchFinding } from '../findings/read-findings.js';
import { isPaidNotGranted, PAID_NOT_GRANTED } from '../plan/finding-classes.js';
import { receivedOf } from '../plan/plan.js';
import { FindingEntry } from '../records/finding-entry.entity.js';
import { Finding } from '../records/finding.entity.js';
import { Purchase } from '../records/purchase.entity.js';
import { StripeAccess } from '../stripe/access.js';

/** A finding about money that was paid for a purchase and not granted. */
export type FindingOfMoney = Finding & { readonly accountId: string; readonly purchaseId: string };

/** Money that has arrived, as Stripe has it now, and the purchase that it was paid for. */
export interface PaidMoney {
  readonly finding: FindingOfMoney;
  readonly purchase: Purchase;
  readonly paymentId: string;
  /** Tax included. */
  readonly received: Money;
  readonly tax: bigint;
}

/** Finds out about which money a finding is. */
@Injectable()
export class NotGranted {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly dataSource: DataSource,
  ) {}

  /** The finding, resolved or not. Throws 404 and `finding_not_actionable`. */
  async finding(findingId: string): Promise<FindingOfMoney> {
    const finding = await this.dataSource.getRepository(Finding).findOneBy({ findingId });
    if (!finding) throw noSuchFinding();
    const { accountId, purchaseId, class: name } = finding;
    if (isPaidNotGranted(name) && accountId !== null && purchaseId !== null) {
      return { ...finding, accountId, purchaseId };
    }
    throw notActionable(`it is of the class ${name}, and only of ${CLASSES} is it known`, {
      classes: PAID_NOT_GRANTED,
    });
  }

  /**
   * Its money. Throws 404, `finding_not_actionable`, `finding_resolved`, `payments_not_set_up` and
   * `payments_unavailable`.
   */
  async money(findingId: string): Promise<PaidMoney> {
    const finding = await this.finding(findingId);
    if (finding.state === 'resolved') throw resolvedAlready(await this.lastEntry(findingId));
    const session = await this.session(finding);
    const payment = session?.payment;
    if (!session || payment?.status !== 'succeeded' || payment.received <= 0n) {
      throw notActionable('no money has arrived');
    }
    const { purchaseId } = finding;
    const purchase = await this.dataSource.getRepository(Purchase).findOneByOrFail({ purchaseId });
    const { paymentId } = payment;
    return { finding, purchase, paymentId, received: receivedOf(payment), tax: session.tax };
  }

  private async session({ objectId }: Finding) {
    try {
      const stripe = await this.stripe.need();
      const found = await findObject(stripe, objectId);
      return found && (await saleIn(stripe, found));
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  private lastEntry(findingId: string): Promise<FindingEntry | null> {
    const entries = this.dataSource.getRepository(FindingEntry);
    return entries.findOne({ where: { findingId }, order: { n: 'DESC' } });
  }
}

const CLASSES = PAID_NOT_GRANTED.join(', ');

/** 409: there is no money that a person may grant or refund, and why. */
export const notActionable = (
  why: string,
  members: Readonly<Record<string, unknown>> = {},
): Problem =>
  new Problem(
    'finding_not_actionable',
    `nothing can be granted or refunded for this finding: ${why}`,
    { members },
  );
