import { Injectable } from '@nestjs/common';
import { chargeOf } from '../../domain/account/charge.js';
import type { RefundDebit } from '../../domain/account/commands.js';
import type { Credits } from '../../domain/credits.js';
import { revisionOf } from '../../domain/account/ids.js';
import type { LotGrant } from '../../domain/account/lot.js';
import { DomainError } from '../../domain/errors.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import { grantOfLot } from '../accounts/grant-of-lot.js';
import { presentDebit, type DebitAnswer, type RecordedDebit } from './present-debit.js';

const MAX_READS_AT_ONCE = 32;

/** Finds debits without a read model: a debit's id contains the revision of its event. */
@Injectable()
export class FindDebit {
  constructor(
    private readonly stream: AccountStream,
    private readonly catalogue: CatalogueView,
  ) {}

  /** Throws DomainError `debit_not_found` or `account_not_found`. */
  async of(accountId: string, debitId: string): Promise<RecordedDebit> {
    const revision = revisionOf(debitId);
    const event =
      revision !== undefined && Number.isSafeInteger(revision)
        ? await this.stream.eventAt(accountId, revision)
        : undefined;
    if (event && isDebit(event, debitId)) return event;
    const { state } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    throw new DomainError('debit_not_found', { account_id: accountId, debit_id: debitId });
  }

  /** Grants of the lots that a debit took from: their ids lead to their events. */
  async grantsOf({ fact }: RecordedDebit): Promise<LotGrant[]> {
    const { accountId, lots } = chargeOf(fact);
    const grants: LotGrant[] = [];
    for (let from = 0; from < lots.length; from += MAX_READS_AT_ONCE) {
      const some = lots.slice(from, from + MAX_READS_AT_ONCE);
      const read = await Promise.all(
        some.map(({ lotId }) => grantOfLot(this.stream, accountId, lotId)),
      );
      grants.push(...read.flatMap((grant) => grant ?? []));
    }
    return grants;
  }

  /** The command that refunds a debit. Throws as `of` does. */
  async refundOf(
    accountId: string,
    debitId: string,
    body: {
      readonly credits?: Credits | undefined;
      readonly reason_code: RefundDebit['reason']['reasonCode'];
    },
  ): Promise<RefundDebit> {
    const found = await this.of(accountId, debitId);
    const grants = await this.grantsOf(found);
    const { credits, reason_code: reasonCode } = body;
    const reason = { reasonCode };
    return { type: 'RefundDebit', debitId, debit: found.fact, grants, credits, reason };
  }

  /** Presents a debit with its refunds. */
  async present(accountId: string, debitId: string): Promise<DebitAnswer> {
    const debit = await this.of(accountId, debitId);
    const { state } = await this.stream.bookDue(accountId);
    await this.catalogue.fresh();
    const refunded = state.refunds.get(debit.revision)?.credits;
    const forgotten = refunded === undefined && debit.revision <= state.refundFloor;
    const { policies } = this.catalogue.current();
    return presentDebit(debit, forgotten ? null : (refunded ?? 0n), policies);
  }
}

const isDebit = (
  event: Awaited<ReturnType<AccountStream['eventAt']>> & object,
  debitId: string,
): event is RecordedDebit =>
  (event.fact.type === 'CreditsDebited' || event.fact.type === 'HoldSettled') &&
  event.fact.data.debitId === debitId;
