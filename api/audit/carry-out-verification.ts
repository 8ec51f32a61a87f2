import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Logger } from '../../platform/log.js';
import { LOG } from '../http/log.js';
import { toProblem } from '../http/to-problem.js';
import type { Finding, Progress, Result, Step } from './finding.js';
import { MAX_FINDINGS } from './verifications.js';
import { Verify } from './verify.js';

/** A verification without progress for this long was interrupted. */
const SILENCE_LIMIT_S = 30;
/** A verification that was interrupted begins again at most so often. */
const MAX_ATTEMPTS = 3;
const TELL_MS = 1_000;

interface Claimed {
  readonly id: string;
  readonly account_id: string | null;
  readonly attempts: number;
}

/** What is told of a verification under way. */
interface Told {
  progress: Progress | null;
  readonly findings: { count: number; readonly data: Finding[] };
  result: Result | null;
}

/** Carries out verifications that were asked for, one at a time. */
@Injectable()
export class CarryOutVerification {
  constructor(
    private readonly pool: Pool,
    private readonly verify: Verify,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Carries out the one that waits, if any, also one whose process has died. */
  async run(signal: AbortSignal): Promise<void> {
    const claimed = await this.claim();
    if (!claimed) return;
    const told: Told = { progress: null, findings: { count: 0, data: [] }, result: null };
    const telling = setInterval(
      () =>
        void this.tell(claimed, told).catch((error: unknown) => {
          // Told again shortly; if it stays so, another process begins anew.
          this.log.warn(
            { err: error, id: claimed.id },
            'the progress of a verification is not kept',
          );
        }),
      TELL_MS,
    );
    try {
      const steps =
        claimed.account_id === null
          ? this.verify.everything(signal)
          : this.verify.account(claimed.account_id, signal);
      for await (const step of steps) take(step, told);
      await this.finish(claimed, told, 'done', null);
    } catch (error) {
      // Another process begins it again.
      if (signal.aborted) return await this.finish(claimed, told, 'requested', null);
      this.log.error({ err: error, id: claimed.id }, 'a verification came to no result');
      await this.finish(claimed, told, 'failed', toProblem(error).message);
    } finally {
      clearInterval(telling);
    }
  }

  private async claim(): Promise<Claimed | undefined> {
    await this.pool.query(
      `UPDATE app.verifications SET state = 'failed', finished_at = clock_timestamp(),
         error = 'it was interrupted several times'
       WHERE state = 'running' AND attempts >= $2
         AND alive_at < clock_timestamp() - make_interval(secs => $1)`,
      [SILENCE_LIMIT_S, MAX_ATTEMPTS],
    );
    const { rows } = await this.pool.query<Claimed>(
      `UPDATE app.verifications SET state = 'running', alive_at = clock_timestamp(),
         attempts = attempts + 1
       WHERE id = (SELECT id FROM app.verifications
                   WHERE state = 'requested' OR (state = 'running'
                     AND alive_at < clock_timestamp() - make_interval(secs => $1))
                   ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, account_id, attempts`,
      [SILENCE_LIMIT_S],
    );
    return rows[0];
  }

  /** Says how far it has come; nothing where somebody else has taken it over. */
  private async tell({ id, attempts }: Claimed, { progress, findings }: Told): Promise<void> {
    await this.pool.query(
      `UPDATE app.verifications SET alive_at = clock_timestamp(), progress = $3, findings = $4
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [id, attempts, JSON.stringify(progress), JSON.stringify(findings)],
    );
  }

  private async finish(
    claimed: Claimed,
    told: Told,
    state: 'done' | 'failed' | 'requested',
    error: string | null,
  ): Promise<void> {
    await this.tell(claimed, told);
    await this.pool.query(
      `UPDATE app.verifications SET state = $3, result = $4, error = $5,
         finished_at = CASE WHEN $3 = 'requested' THEN NULL ELSE clock_timestamp() END
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [claimed.id, claimed.attempts, state, told.result && JSON.stringify(told.result), error],
    );
  }
}

function take(step: Step, told: Told): void {
  if ('progress' in step) told.progress = step.progress;
  else if ('result' in step) told.result = step.result;
  else {
    told.findings.count += 1;
    if (told.findings.data.length < MAX_FINDINGS) told.findings.data.push(step.finding);
  }
}
