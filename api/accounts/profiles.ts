import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';

/** What the product wants to remember of an account. */
export type AccountMetadata = Readonly<Record<string, string | number | boolean | null>>;

/** Who an account is: personal, and therefore in no event. All null once it is erased. */
export interface Profile {
  readonly name: string | null;
  readonly email: string | null;
  readonly metadata: AccountMetadata | null;
}

/** The table of names and addresses. A row is written before the event that opens its account. */
@Injectable()
export class Profiles {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Writes the profile of an account about to be opened, unless another attempt already did. */
  async prepare(accountId: string, profile: Profile): Promise<void> {
    await this.write(accountId, profile, 'DO NOTHING');
  }

  /** The account was opened by this attempt: this is its profile, whoever prepared another. */
  async keep(accountId: string, profile: Profile): Promise<void> {
    const set = `name = excluded.name, email = excluded.email, metadata = excluded.metadata`;
    const differs = '(p.name, p.email, p.metadata) IS DISTINCT FROM';
    const theirs = '(excluded.name, excluded.email, excluded.metadata)';
    await this.write(accountId, profile, `DO UPDATE SET ${set} WHERE ${differs} ${theirs}`);
  }

  /** The account was not opened after all. */
  async drop(accountId: string): Promise<void> {
    await this.pool.query('DELETE FROM app.account_profiles WHERE account_id = $1', [accountId]);
  }

  private async write(accountId: string, profile: Profile, onConflict: string): Promise<void> {
    const { name, email, metadata } = profile;
    await this.pool.query(
      `INSERT INTO app.account_profiles AS p (account_id, name, email, metadata, created_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id) ${onConflict}`,
      [accountId, name, email, JSON.stringify(metadata), new Date(this.clock.now())],
    );
  }

  /** The profile, or one of nulls when it was erased or never written. */
  async of(accountId: string): Promise<Profile> {
    const { rows } = await this.pool.query<Profile>(
      'SELECT name, email, metadata FROM app.account_profiles WHERE account_id = $1',
      [accountId],
    );
    return rows[0] ?? { name: null, email: null, metadata: null };
  }
}
