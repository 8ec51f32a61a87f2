import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import type { AccountCommand } from '../../../domain/account/commands.js';
import type { AccountState } from '../../../domain/account/state.js';
import { DomainError } from '../../../domain/errors.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { backFindings } from '../plan/money-back.js';
import type { FindingDraft } from '../plan/plan.js';
import type { PurchaseState } from '../plan/purchase-state.js';
import type { BackStep } from '../plan/steps.js';
import { Finding } from '../records/finding.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { readPayout } from '../stripe/read-payout.js';
import {
  BILLING_ID,
  BillingObjects,
  type BillingAhead,
  type StepAhead,
} from './billing-objects.js';
import { Converge, unattributedFindings } from './converge.js';
import { findObject, paymentIn, saleIn } from './find-object.js';
import { withGrants } from './ledger-back.js';
import { MoneyBack } from './money-back.js';

/** What a look would come to. */
export interface Ahead {
  /** Whether Stripe has the object. */
  readonly isThere: boolean;
  readonly accountId: string | null;
  readonly purchaseId: string | null;
  /** The purchase's; null: no purchase of ours explains the object. */
  readonly states: { readonly before: PurchaseState; readonly after: PurchaseState } | null;
  readonly steps: readonly TriedStep[];
  readonly findings: readonly FindingAhead[];
}

/** A finding that a look would record, and whether it has been. */
export type FindingAhead = FindingDraft & { readonly isKnown: boolean };

/** A step, and why the account would refuse it now; null: it would not. */
interface TriedStep {
  readonly step: StepAhead;
  readonly refused: RefusedStep | null;
}

const NOT_THERE: Ahead = {
  isThere: false,
  accountId: null,
  purchaseId: null,
  states: null,
  steps: [],
  findings: [],
};

/** Why an account would refuse a step. */
interface RefusedStep {
  readonly code: string;
  readonly detail: string;
}

/** Says what looking at an object of Stripe would come to; writes nothing. */
@Injectable()
export class LookAhead {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly converging: Converge,
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
    private readonly moneyBack: MoneyBack,
    private readonly billing: BillingObjects,
  ) {}

  /** Throws a StripeError, or what the stores throw. */
  async at(objectId: string): Promise<Ahead> {
    const stripe = await this.stripe.need();
    // Payouts have no account: looking at one mirrors it.
    if (objectId.startsWith('po_')) {
      return { ...NOT_THERE, isThere: (await readPayout(stripe, objectId)) !== undefined };
    }
    if (BILLING_ID.test(objectId)) {
      const billed = await this.billing.ahead(stripe, objectId);
      return billed ? this.ofBilling(stripe, billed, false) : NOT_THERE;
    }
    const found = await findObject(stripe, objectId);
    if (!found) return NOT_THERE;
    const { hasBack } = found;
    const session = await saleIn(stripe, found);
    const purchase = session ? await this.converging.purchaseOf(stripe, found) : null;
    if (!session || !purchase) {
      const billedId = await this.billing.behind(stripe, found);
      const billed = billedId && (await this.billing.ahead(stripe, billedId));
      if (billed) return this.ofBilling(stripe, billed, hasBack);
      const payment = await paymentIn(stripe, found);
      const isThere = hasBack || session !== undefined || payment !== undefined;
      const findings = await this.known(unattributedFindings(objectId, found, payment));
      return { ...NOT_THERE, isThere, findings };
    }
    const { accountId, purchaseId, state: before } = purchase;
    const { planned, state } = await this.converging.planFor(purchase, session);
    const tree = session.payment && (await this.moneyBack.read(stripe, session.payment, hasBack));
    const back = tree ? await this.moneyBack.stepsFor(stripe, state, tree) : [];
    const [steps, findings] = await Promise.all([
      this.tried(accountId, state, planned.steps, back),
      this.known([...planned.findings, ...(tree ? backFindings(tree) : [])]),
    ]);
    const states = { before, after: planned.state };
    return { isThere: true, accountId, purchaseId, states, steps, findings };
  }

  /** Of a subscription, an invoice or a customer. */
  private async ofBilling(
    stripe: Stripe,
    { accountId, isThere, steps, findings, payments }: BillingAhead,
    hasBack: boolean,
  ): Promise<Ahead> {
    const { state } = await this.accounts.load(accountId);
    const back = new Map<string, BackStep>();
    const found = [...findings];
    for (const payment of payments) {
      const tree = await this.moneyBack.read(stripe, payment, hasBack);
      found.push(...backFindings(tree));
      for (const step of await this.moneyBack.stepsFor(stripe, state, tree)) {
        back.set(step.commandId, step);
      }
    }
    const [tried, known] = await Promise.all([
      this.tried(accountId, state, steps, [...back.values()]),
      this.known(found),
    ]);
    return { ...NOT_THERE, isThere, accountId, steps: tried, findings: known };
  }

  /** Tries the first step; what the account says to those after it depends on it. */
  private async tried(
    accountId: string,
    state: AccountState,
    others: readonly StepAhead[],
    back: readonly BackStep[],
  ): Promise<TriedStep[]> {
    const [first, ...later] = [...others, ...back];
    if (!first) return [];
    const [firstBack] = others.length === 0 ? back : [];
    const complete = firstBack && (await withGrants(this.accounts, state, firstBack.command));
    const refused = await this.refusalOf(accountId, first.commandId, complete ?? first.command);
    return [{ step: first, refused }, ...later.map((step) => ({ step, refused: null }))];
  }

  private async refusalOf(
    accountId: string,
    commandId: string,
    command: AccountCommand,
  ): Promise<RefusedStep | null> {
    const meta = { commandId, actor: 'system' };
    try {
      await this.accounts.dryRun(accountId, command, meta, undefined, { assumeOpen: false });
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { code: error.code, detail: error.message };
    }
  }

  private known(findings: readonly FindingDraft[]): Promise<FindingAhead[]> {
    const recorded = this.dataSource.getRepository(Finding);
    return Promise.all(
      findings.map(async (finding) => {
        const { class: name, objectId } = finding;
        return { ...finding, isKnown: await recorded.existsBy({ class: name, objectId }) };
      }),
    );
  }
}
