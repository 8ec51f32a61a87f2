import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import { FindingEntry } from '../records/finding-entry.entity.js';
import { Finding } from '../records/finding.entity.js';
import { noSuchFinding } from './read-findings.js';

/** What is done about a finding; what is absent is null. */
export type Deed = Pick<FindingEntry, 'actor' | 'did'> &
  Partial<Pick<FindingEntry, 'ownerId' | 'reason' | 'note' | 'ticket' | 'link'>>;

/** What becomes of a finding, and the entry that says so; undefined: it is so already. */
export type Change =
  { readonly set: Partial<Pick<Finding, 'state' | 'ownerId'>>; readonly deed: Deed } | undefined;

/** Changes findings, one person at a time, and writes down what was done. */
@Injectable()
export class FindingLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Decides by the finding as it is now, and its last entry. 404; throws what `decide` throws. */
  change(
    findingId: string,
    decide: (finding: Finding, last: FindingEntry | null) => Change,
  ): Promise<void> {
    return this.dataSource.transaction((manager) =>
      this.changeWithin(manager, findingId, (finding, entries) =>
        decide(finding, entries.at(-1) ?? null),
      ),
    );
  }

  /** The same within a transaction, by all of its entries, oldest first. */
  async changeWithin(
    manager: EntityManager,
    findingId: string,
    decide: (finding: Finding, entries: readonly FindingEntry[]) => Change,
  ): Promise<void> {
    const lock = { mode: 'pessimistic_write' } as const;
    const finding = await manager.findOne(Finding, { where: { findingId }, lock });
    if (!finding) throw noSuchFinding();
    const entries = await manager.find(FindingEntry, { where: { findingId }, order: { n: 'ASC' } });
    const change = decide(finding, entries);
    if (!change) return;
    if (Object.keys(change.set).length > 0) {
      await manager.update(Finding, { findingId }, change.set);
    }
    await this.write(manager, findingId, (entries.at(-1)?.n ?? 0) + 1, change.deed);
  }

  /** Writes down what was begun about a finding, once for each link. 404. */
  note(findingId: string, deed: Deed & { readonly link: string }): Promise<void> {
    return this.dataSource.transaction((manager) =>
      this.changeWithin(manager, findingId, (_, entries) => {
        const isKnown = entries.some(({ did, link }) => did === deed.did && link === deed.link);
        return isKnown ? undefined : { set: {}, deed };
      }),
    );
  }

  private async write(manager: EntityManager, findingId: string, n: number, deed: Deed) {
    const at = new Date(this.clock.now());
    await manager.insert(FindingEntry, { ...deed, findingId, n, at });
  }
}
