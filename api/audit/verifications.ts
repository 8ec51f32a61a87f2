import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { Problem } from '../http/problem.js';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import { PositionText } from '../shapes/position.js';
import { RequestState } from '../shapes/request-state.js';
import { InstantText } from '../shapes/time.js';
import { Checked, Finding, type Progress, type Result } from './finding.js';

/** Findings that are kept of a verification: the first ones. */
export const MAX_FINDINGS = 100;

/** The id of a verification. */
export const VerificationId = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, 'expected the id of a verification')
  .meta({ id: 'VerificationId', description: 'Names one verification.', examples: ['12'] });

/** A verification of the log that was asked for. */
export const VerificationAnswer = z
  .object({
    verification_id: VerificationId,
    account_id: AccountId.nullable().describe('Null: the whole log.'),
    state: RequestState,
    ok: z.boolean().nullable().describe('Null until it is done.'),
    progress: Checked.extend({
      phase: z.enum(['streams', 'anchors', 'log']),
      of: z.object({ streams: z.number().int().nullable(), events: z.number().int().nullable() }),
    })
      .nullable()
      .describe('What was checked so far; `of`: how much there is, where known.'),
    findings: z.number().int().describe('Found so far.'),
    data: z.array(Finding).describe(`The first ${MAX_FINDINGS} findings.`),
    notes: z.array(z.string()).describe('What could not be checked.'),
    position: PositionText.nullable().describe('The end of the log by then.'),
    error: z.string().nullable().describe('Why it came to no result.'),
    requested_by: z.string(),
    requested_at: InstantText,
    finished_at: InstantText.nullable(),
  })
  .meta({ id: 'LogVerification' });
export type VerificationAnswer = z.input<typeof VerificationAnswer>;

interface Row {
  readonly id: string;
  readonly account_id: string | null;
  readonly state: VerificationAnswer['state'];
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly finished_at: Date | null;
  readonly progress: Progress | null;
  readonly findings: { readonly count: number; readonly data: Finding[] } | never[];
  readonly result: Result | null;
  readonly error: string | null;
}

const After = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Reads verifications of the log. */
@Injectable()
export class Verifications {
  constructor(private readonly pool: Pool) {}

  /** Reads one. 404. */
  async one(id: string): Promise<VerificationAnswer> {
    const { rows } = await this.pool.query<Row>('SELECT * FROM app.verifications WHERE id = $1', [
      id,
    ]);
    const [row] = rows;
    if (!row) throw new Problem('not_found', 'there is no such verification');
    return present(row);
  }

  /** The newest first. */
  async list(request: PageRequest): Promise<Page<VerificationAnswer>> {
    const [after] = afterKey(request, After) ?? [null];
    const { rows } = await this.pool.query<Row>(
      `SELECT * FROM app.verifications WHERE $1::bigint IS NULL OR id < $1
       ORDER BY id DESC LIMIT $2`,
      [after, request['page[size]'] + 1],
    );
    const listed = page(rows, request, ({ id }) => [id]);
    return { ...listed, data: listed.data.map(present) };
  }
}

function present(row: Row): VerificationAnswer {
  const { progress, result } = row;
  const found = Array.isArray(row.findings) ? { count: 0, data: [] } : row.findings;
  return {
    verification_id: row.id,
    account_id: row.account_id,
    state: row.state,
    ok: result?.ok ?? null,
    progress,
    findings: found.count,
    data: found.data,
    notes: [...(result?.notes ?? [])],
    position: result?.position ?? null,
    error: row.error,
    requested_by: row.requested_by,
    requested_at: formatInstant(row.requested_at.getTime()),
    finished_at: row.finished_at === null ? null : formatInstant(row.finished_at.getTime()),
  };
}
