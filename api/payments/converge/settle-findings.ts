import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AccountStream } from '../../accounts/account-stream.js';
import { FindingLog, type Change } from '../findings/finding-log.js';
import { PAID_NOT_GRANTED } from '../plan/finding-classes.js';
import type { Tree } from '../plan/money-back.js';
import {
  settleableOf,
  settlementOf,
  SETTLER,
  type Outcome,
  type Settlement,
  type Sold,
} from '../plan/settled.js';
import { Finding } from '../records/finding.entity.js';
import type { Lease } from './account-lease.js';
import { grantFrom } from './ledger-back.js';

/** Settles findings about money that was paid and not granted, once it is granted or refunded. */
@Injectable()
export class SettleFindings {
  constructor(
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
    private readonly log: FindingLog,
  ) {}

  /** Looks at the findings about a payment and what it is for. */
  async of(
    lease: Lease,
    accountId: string,
    sold: Omit<Sold, 'paymentId'>,
    { payment, back }: Tree,
  ): Promise<void> {
    const settleable = settleableOf({ ...sold, paymentId: payment.paymentId });
    const found = await this.dataSource.getRepository(Finding).findBy({
      class: In(PAID_NOT_GRANTED),
      objectId: In(settleable.map(({ objectId }) => objectId)),
    });
    const outcomes: [findingId: string, Outcome][] = [];
    for (const { findingId, objectId } of found) {
      const by = settleable.find((each) => each.objectId === objectId);
      if (!by) continue;
      const granted = await grantFrom(this.accounts, accountId, by.sources);
      const refunds = by.isByRefund ? back.refunds : [];
      outcomes.push([findingId, { granted, payment, refunds }]);
    }
    if (outcomes.length === 0) return;
    await lease.write(async (manager) => {
      for (const [findingId, outcome] of outcomes) {
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
