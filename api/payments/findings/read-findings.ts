import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { personActor } from '../../../domain/actor.js';
import { formatInstant } from '../../../domain/instant.js';
import { ActorNames } from '../../staff/actor-names.js';
import type { Caller } from '../../auth/caller.js';
import { Problem } from '../../http/problem.js';
import { seesPersons } from '../../personal/masking.js';
import { page, pageQuery, type Page } from '../../shapes/cursor.js';
import { someOf } from '../../shapes/some-of.js';
import { commonFilters, narrowed } from '../reads/newest-first.js';
import type { FindingDeed } from '../records/finding-entry.entity.js';
import {
  FindingClassName,
  FindingStateName,
  presentFinding,
  Resolution,
  SeverityName,
  type FindingAnswer,
  type FindingDetails,
  type FindingRow,
} from './finding-shapes.js';

/** Which findings are listed. */
export const FindingsQuery = z.strictObject({
  ...pageQuery,
  'filter[class]': FindingClassName.optional(),
  'filter[severity]': someOf(SeverityName, 64, 'warning,critical').optional(),
  'filter[state]': someOf(FindingStateName, 64, 'open,assigned').optional(),
  'filter[owner]': z
    .string()
    .regex(/^(?:stf_[0-9a-f]{20}|none)$/, 'expected the id of a member of staff, or none')
    .optional()
    .meta({ description: 'Who deals with them; `none`: nobody.', examples: ['none'] }),
  ...commonFilters('When found'),
});
export type FindingsQuery = z.output<typeof FindingsQuery>;

const COLUMNS = `finding_id, class, severity, state, object_id, account_id, purchase_id, ours,
  theirs, owner_id, found_at`;

interface EntryRow {
  readonly at: Date;
  readonly actor: string;
  readonly did: FindingDeed;
  readonly owner_id: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly ticket: string | null;
  readonly link: string | null;
}

/** 404: there is no such finding. */
export const noSuchFinding = (): Problem => new Problem('not_found', 'there is no such finding');

/** Reads findings: what does not add up. */
@Injectable()
export class ReadFindings {
  constructor(
    private readonly pool: Pool,
    private readonly names: ActorNames,
  ) {}

  /** Newest first. Throws 422 for a cursor or a range that cannot be. */
  async list(request: FindingsQuery): Promise<Page<FindingAnswer>> {
    const columns = { account: 'account_id', at: 'found_at', id: 'finding_id' };
    const owner = request['filter[owner]'];
    const { sql, values } = narrowed(request, columns, {
      class: request['filter[class]'],
      severity: request['filter[severity]'],
      state: request['filter[state]'],
      owner_id: owner === 'none' ? null : owner,
    });
    const { rows } = await this.pool.query<FindingRow>(
      `SELECT ${COLUMNS} FROM app.findings ${sql}`,
      values,
    );
    const listed = page(rows, request, (row) => [row.found_at.toISOString(), row.finding_id]);
    const whose = await this.ownersOf(listed.data);
    return { ...listed, data: listed.data.map((row) => presentFinding(row, whose(row.owner_id))) };
  }

  /** One with its history. 404. */
  async one(findingId: string, caller: Caller): Promise<FindingDetails> {
    const row = await this.row(findingId);
    const { rows: entries } = await this.pool.query<EntryRow>(
      `SELECT at, actor, did, owner_id, reason, note, ticket, link FROM app.finding_entries
       WHERE finding_id = $1 ORDER BY n`,
      [findingId],
    );
    const whose = await this.ownersOf([row, ...entries]);
    const who = await this.names.of(entries.map(({ actor }) => actor));
    const history = entries.map((entry) => ({
      at: formatInstant(entry.at.getTime()),
      by: who(entry.actor),
      did: entry.did,
      owner: whose(entry.owner_id),
      reason: Resolution.nullable().parse(entry.reason),
      note: seesPersons(caller) ? entry.note : null,
      ticket: entry.ticket,
      link: entry.link,
    }));
    return { ...presentFinding(row, whose(row.owner_id)), history };
  }

  /** One as it stands. 404. */
  async row(findingId: string): Promise<FindingRow> {
    const { rows } = await this.pool.query<FindingRow>(
      `SELECT ${COLUMNS} FROM app.findings WHERE finding_id = $1`,
      [findingId],
    );
    const [row] = rows;
    if (!row) throw noSuchFinding();
    return row;
  }

  private async ownersOf(rows: readonly { readonly owner_id: string | null }[]) {
    const actors = rows.map(({ owner_id: id }) => (id === null ? null : personActor(id)));
    const who = await this.names.of(actors);
    return (id: string | null) => (id === null ? null : who(personActor(id)));
  }
}
