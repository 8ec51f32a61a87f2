import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AccountStream } from '../../accounts/account-stream.js';
import { FindingLog, type Change } from '../findings/finding-log.js';
import { PAID_NOT_GRANTED } from '../plan/finding-classes.js';
import type { Tree } from '../plan/money-back.js';
import { settlementOf, SETTLER, type Outcome, type Settlement } from '../plan/settled.js';
import { Finding } from '../records/finding.entity.js';
import type { Lease } from './account-lease.js';
import { grantOf } from './ledger-back.js';

/** Settles findings about money that was paid and not granted, once it is granted or refunded. */
@Injectable()
export class SettleFindings {
  constructor(
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
    private readonly log: FindingLog,
  ) {}

  /** Looks at the findings about a payment and its session. */
  async of(
    lease: Lease,
    accountId: string,
    sessionId: string,
    { payment, back }: Tree,
  ): Promise<void> {
    const { paymentId } = payment;
    const found = await this.dataSource.getRepository(Finding).findBy({
      class: In(PAID_NOT_GRANTED),
      objectId: In([paymentId, sessionId]),
    });
    if (found.length === 0) return;
    const granted = await grantOf(this.accounts, accountId, paymentId);
    const outcome: Outcome = { granted, payment, refunds: back.refunds };
    await lease.write(async (manager) => {
      for (const { findingId } of found) {
        await this.log.changeWithin(manager, findingId, ({ state, ownerId }, entries) => {
          const isResolved = state === 'resolved';
          const settlement = settlementOf({ isResolved, entries }, outcome);
          return settlement && changeFor(settlement, ownerId);
        });
      }
    });
  }
}

function changeFor(settlement: Settlement, ownerId: string | null): Change {
  const deed = { actor: SETTLER, ...settlement };
  if (settlement.did === 'resolved') return { set: { state: 'resolved' }, deed };
  return { set: { state: ownerId === null ? 'open' : 'assigned' }, deed };
}
