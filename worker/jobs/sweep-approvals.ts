import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ApprovalStream } from '../../api/approvals/approval-stream.js';
import { ExecuteApproved } from '../../api/approvals/execute-approved.js';
import { LOG } from '../../api/http/log.js';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { StoreUnavailable } from '../../platform/event-store/connection/failures.js';
import { loggedAs } from '../../platform/failures/expected-failure.js';
import type { Logger } from '../../platform/log.js';

const ROWS_PER_PAGE = 100;
/** Limit of one sweep; the next one continues. */
const MAX_PAGES_PER_SWEEP = 20;
/** The process that approved something executes it at once: this is for one that was killed. */
const EXECUTES_AFTER_MS = 30_000;

interface Open {
  readonly approval_id: string;
  readonly status: string;
}

/**
 * Ends requests that nobody decided in time, and executes what was approved by a process that did
 * not live to do it. Idempotent; concurrent sweeps are safe.
 */
@Injectable()
export class SweepApprovals {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly approvals: ApprovalStream,
    private readonly executeApproved: ExecuteApproved,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** One that fails does not hold up the others: it is tried again by the next sweep. */
  async run(signal: AbortSignal): Promise<void> {
    let after = '';
    for (let pages = 0; pages < MAX_PAGES_PER_SWEEP && !signal.aborted; pages += 1) {
      const open = await this.page(after);
      for (const { approval_id, status } of open) {
        if (signal.aborted) return;
        await this.end(approval_id, status);
      }
      if (open.length < ROWS_PER_PAGE) return;
      after = open.at(-1)?.approval_id ?? after;
    }
  }

  /** By id, so that one sweep meets each once. */
  private async page(after: string): Promise<Open[]> {
    const now = this.clock.now();
    const { rows } = await this.pool.query<Open>(
      `SELECT approval_id, status FROM read.approvals
       WHERE status IN ('requested', 'approved') AND approval_id > $1
         AND CASE status WHEN 'requested' THEN expires_at <= $2 ELSE decided_at <= $3 END
       ORDER BY approval_id LIMIT $4`,
      [after, formatInstant(now), formatInstant(now - EXECUTES_AFTER_MS), ROWS_PER_PAGE],
    );
    return rows;
  }

  private async end(approvalId: string, status: string): Promise<void> {
    try {
      if (status === 'approved') await this.executeApproved.of(approvalId);
      else await this.approvals.load(approvalId);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      this.log.error({ ...loggedAs(error), approval_id: approvalId }, 'an approval was not ended');
    }
  }
}
