import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { invoiceSource } from '../../../domain/account/decide/bundle.js';
import { verdictOn } from '../../../domain/account/decide/guards.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { MailOutbox } from '../../mails/outbox.js';
import type { Lease } from '../converge/account-lease.js';
import type { BillingAhead } from '../converge/billing-objects.js';
import { asClient } from '../converge/mirror.js';
import { MirrorPayments } from '../converge/mirror-payments.js';
import { MoneyBack } from '../converge/money-back.js';
import { SettleFindings } from '../converge/settle-findings.js';
import type { InvoiceTree } from '../plan/billing-tree.js';
import {
  lineNotGranted,
  planInvoice,
  type InvoicePlan,
  type JudgedLine,
  type LineStep,
} from '../plan/invoice.js';
import { renewalMails } from '../plan/renewal-mails.js';
import { readInvoice } from '../stripe/read-invoice.js';
import { GiveBackAll } from './give-back-all.js';
import { keepInvoice } from './keep-invoice.js';
import { Prices } from './prices.js';

/** Whose an invoice is, and why it is looked at. */
export interface InvoiceOf {
  readonly accountId: string;
  /** The subscription that stays, where the invoice is of one too many. */
  readonly besides: string | null;
  /** The price that its subscription bills by now; null: it has none, or has ended. */
  readonly billedPrice: string | null;
  readonly hasBack: boolean;
  readonly cause: string | undefined;
}

/** Brings the ledger to agree with an invoice. */
@Injectable()
export class LookAtInvoice {
  constructor(
    private readonly accounts: AccountStream,
    private readonly prices: Prices,
    private readonly clock: Clock,
    private readonly payments: MirrorPayments,
    private readonly moneyBack: MoneyBack,
    private readonly findings: SettleFindings,
    private readonly giveBack: GiveBackAll,
    private readonly mails: MailOutbox,
  ) {}

  /** Mirrors it with its payments, grants its lines, and follows what went back of them. */
  async look(stripe: Stripe, lease: Lease, tree: InvoiceTree, of: InvoiceOf): Promise<void> {
    const { accountId, hasBack, cause } = of;
    const { invoice, payments } = tree;
    const whose = { accountId, purchaseId: null };
    const paidFor = { ...whose, invoiceId: invoice.invoiceId };
    for (const payment of payments) await this.payments.mirror(lease, payment, paidFor);
    const planned = await this.execute(await this.planFor(stripe, tree, of), tree, of);
    const now = this.clock.now();
    const due = await lease.write(async (manager) => {
      await keepInvoice(manager, invoice, planned, accountId, now);
      if (of.besides !== null) return [];
      const mails = renewalMails(invoice, planned.lines, accountId, now);
      return this.mails.store(asClient(manager), mails, now);
    });
    await this.mails.enqueue(due);
    const sold = {
      saleId: invoice.invoiceId,
      lineIds: invoice.lines.map(({ lineId }) => lineId),
      isOnly: invoice.payments.filter(({ paid }) => paid > 0n).length === 1,
    };
    for (const payment of payments) {
      if (planned.giveBack.includes(payment.paymentId)) {
        await this.giveBack.of(lease, accountId, payment);
      }
      const read = await this.moneyBack.read(stripe, payment, hasBack);
      await this.moneyBack.mirror(lease, read, whose);
      await this.moneyBack.settle(stripe, lease, accountId, read, cause);
      await this.findings.of(lease, accountId, sold, read);
    }
  }

  /** What looking at one of no subscription would come to. Writes nothing. */
  async ahead(
    stripe: Stripe,
    accountId: string,
    invoiceId: string,
  ): Promise<Omit<BillingAhead, 'accountId'>> {
    const tree = await readInvoice(stripe, invoiceId);
    if (!tree) return { isThere: false, steps: [], findings: [], payments: [] };
    const of = { accountId, besides: null, billedPrice: null };
    const { steps, findings } = await this.planFor(stripe, tree, of, { isAhead: true });
    return { isThere: true, steps, findings, payments: tree.payments };
  }

  /** What follows from an invoice, and from what the account has now. */
  async planFor(
    stripe: Stripe,
    { invoice }: InvoiceTree,
    { accountId, besides, billedPrice }: Pick<InvoiceOf, 'accountId' | 'besides' | 'billedPrice'>,
    look = { isAhead: false },
  ): Promise<InvoicePlan> {
    const priceIds = invoice.lines.map(({ priceId }) => priceId);
    const sold = await this.prices.sold(stripe, priceIds, look);
    const { state } = await this.accounts.load(accountId);
    return planInvoice(invoice, sold, {
      verdictOn: (lineId) => verdictOn(state, invoiceSource(lineId)),
      besides,
      billedPrice,
    });
  }

  /** Executes the steps in order; a line that the account refuses becomes a finding. */
  private async execute(
    planned: InvoicePlan,
    { invoice }: InvoiceTree,
    of: InvoiceOf,
  ): Promise<InvoicePlan> {
    const refused = new Map<string, string>();
    for (const step of planned.steps) {
      const code = await this.refusalOf(step, of);
      if (code !== undefined) refused.set(step.command.lineId, code);
    }
    if (refused.size === 0) return planned;
    const judged = ({ line, ...rest }: JudgedLine): JudgedLine =>
      refused.has(line.lineId) ? { ...rest, line, verdict: 'refused' } : { ...rest, line };
    const isClosed = [...refused.values()].includes('account_closed');
    const paid = invoice.payments.filter((payment) => payment.paid > 0n);
    return {
      ...planned,
      lines: planned.lines.map(judged),
      findings: [
        ...planned.findings,
        ...[...refused].map(([lineId, code]) => lineNotGranted(lineId, invoice, code)),
      ],
      giveBack: isClosed ? paid.map(({ paymentId }) => paymentId) : planned.giveBack,
    };
  }

  private async refusalOf(
    { commandId, command }: LineStep,
    { accountId, cause }: InvoiceOf,
  ): Promise<string | undefined> {
    const meta = { commandId, actor: 'system', ...(cause !== undefined && { cause }) };
    try {
      await this.accounts.execute(accountId, command, meta);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.code;
    }
  }
}
