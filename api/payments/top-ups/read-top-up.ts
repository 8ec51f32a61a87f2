import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { accountNotFound, AccountStream } from '../../accounts/account-stream.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { AccountId } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { presentTerms, TopUpTermsAnswer } from './configure.js';
import { hasRoom, TopUpMonth } from './month.js';
import { ReadAttempts, TopUpAnswer } from './read-attempts.js';

/** An account's automatic top-ups. */
export const AutoTopUpAnswer = z
  .object({
    account_id: AccountId,
    is_on: z.boolean(),
    terms: TopUpTermsAnswer.nullable().describe('Null: there is no consent.'),
    consent: z
      .object({ version: z.string(), text: z.string().nullable(), given_at: InstantText })
      .nullable()
      .describe('`text` is null for a moment after it was given.'),
    month: z
      .object({
        month: z.string(),
        charged: MoneyAnswer.describe('Paid or under way.'),
        left: MoneyAnswer,
        is_capped: z.boolean().describe('The cap leaves no room for another one.'),
      })
      .nullable(),
    failures: z.number().int().describe('In a row; the third turns them off.'),
    last: TopUpAnswer.nullable().describe('The last attempt.'),
    ended: z
      .object({ at: InstantText, why: z.string(), failure_code: z.string().nullable() })
      .nullable()
      .describe(
        'Why they are off: `withdrawn`, `failures` or `account_closed`. Null: they never were on, ' +
          'or ended a moment ago.',
      ),
  })
  .meta({ id: 'AutoTopUp' });
export type AutoTopUpAnswer = z.input<typeof AutoTopUpAnswer>;

interface ConsentRow {
  readonly version: string | null;
  readonly text: string | null;
  readonly ended_at: Date | null;
  readonly ended_why: string | null;
  readonly ended_code: string | null;
}

/** Reads how an account's automatic top-ups stand: the ledger, and what is under way. */
@Injectable()
export class ReadTopUp {
  constructor(
    private readonly accounts: AccountStream,
    private readonly pool: Pool,
    private readonly month: TopUpMonth,
    private readonly attempts: ReadAttempts,
  ) {}

  /** Shows the caller's own writes. Throws `account_not_found`. */
  async of(accountId: string): Promise<AutoTopUpAnswer> {
    const { state } = await this.accounts.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    const { autoTopUp } = state;
    const [charged, last, kept] = await Promise.all([
      autoTopUp && this.month.of(accountId, state, autoTopUp),
      this.attempts.last(accountId),
      this.kept(accountId),
    ]);
    return {
      account_id: accountId,
      is_on: autoTopUp !== null,
      terms: autoTopUp && presentTerms(autoTopUp),
      consent: autoTopUp && {
        version: autoTopUp.consentVersion,
        text:
          kept?.ended_at === null && kept.version === autoTopUp.consentVersion ? kept.text : null,
        given_at: formatInstant(autoTopUp.consentedAt),
      },
      month: charged &&
        autoTopUp && {
          month: charged.month,
          charged: presentMoney(charged.charged),
          left: presentMoney(charged.left),
          is_capped: !hasRoom(charged, autoTopUp),
        },
      failures: autoTopUp?.failures ?? 0,
      last: last ?? null,
      ended: autoTopUp ? null : endOf(kept),
    };
  }

  private async kept(accountId: string): Promise<ConsentRow | undefined> {
    const { rows } = await this.pool.query<ConsentRow>(
      `SELECT version, text, ended_at, ended_why, ended_code
       FROM app.top_up_consents WHERE account_id = $1`,
      [accountId],
    );
    return rows[0];
  }
}

function endOf(row: ConsentRow | undefined): AutoTopUpAnswer['ended'] {
  if (!row?.ended_at || row.ended_why === null) return null;
  const { ended_at, ended_why: why, ended_code: failure_code } = row;
  return { at: formatInstant(ended_at.getTime()), why, failure_code };
}
