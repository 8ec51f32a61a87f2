import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AccountCommand } from '../../../domain/account/commands.js';
import type { AccountState } from '../../../domain/account/state.js';
import { DomainError } from '../../../domain/errors.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { backFindings } from '../plan/money-back.js';
import type { FindingDraft } from '../plan/plan.js';
import type { PurchaseState } from '../plan/purchase-state.js';
import type { BackStep, Step } from '../plan/steps.js';
import { Finding } from '../records/finding.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { readPayout } from '../stripe/read-payout.js';
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
  readonly step: Step | BackStep;
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
  ) {}

  /** Throws a StripeError, or what the stores throw. */
  async at(objectId: string): Promise<Ahead> {
    const stripe = await this.stripe.need();
    // Payouts have no account: looking at one mirrors it.
    if (objectId.startsWith('po_')) {
      return { ...NOT_THERE, isThere: (await readPayout(stripe, objectId)) !== undefined };
    }
    const found = await findObject(stripe, objectId);
    if (!found) return NOT_THERE;
    const { hasBack } = found;
    const session = await saleIn(stripe, found);
    const purchase = session ? await this.converging.purchaseOf(stripe, found) : null;
    if (!session || !purchase) {
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

  /** Tries the first step; what the account says to those after it depends on it. */
  private async tried(
    accountId: string,
    state: AccountState,
    grants: readonly Step[],
    back: readonly BackStep[],
  ): Promise<TriedStep[]> {
    const [first, ...later] = [...grants, ...back];
    if (!first) return [];
    const { command } = first;
    const isGrant = command.type === 'RecordPackPurchase';
    const complete = isGrant ? command : await withGrants(this.accounts, state, command);
    const refused = await this.refusalOf(accountId, first.commandId, complete);
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
