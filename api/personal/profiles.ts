import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Pool } from 'pg';
import { In, Repository } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { AccountProfile } from './account-profile.entity.js';

/** The profile of an account; all null after erasure. */
export type Profile = Readonly<Pick<AccountProfile, 'name' | 'email' | 'metadata'>>;

/** Stores profiles. A row is written before the event that opens its account. */
@Injectable()
export class Profiles {
  constructor(
    private readonly pool: Pool,
    @InjectRepository(AccountProfile) private readonly profiles: Repository<AccountProfile>,
    private readonly clock: Clock,
  ) {}

  /** Writes the profile of an account about to be opened, unless another attempt has. */
  async prepare(accountId: string, profile: Profile): Promise<void> {
    await this.write(accountId, profile, 'DO NOTHING');
  }

  /** Keeps this attempt's profile, since it opened the account. */
  async keep(accountId: string, profile: Profile): Promise<void> {
    const set = `name = excluded.name, email = excluded.email, metadata = excluded.metadata`;
    const differs = '(p.name, p.email, p.metadata) IS DISTINCT FROM';
    const theirs = '(excluded.name, excluded.email, excluded.metadata)';
    await this.write(accountId, profile, `DO UPDATE SET ${set} WHERE ${differs} ${theirs}`);
  }

  /** Deletes the profile of an account that was not opened. */
  async drop(accountId: string): Promise<void> {
    await this.profiles.delete({ accountId });
  }

  /** Plain SQL: bulk opening runs two of these statements per account. */
  private async write(accountId: string, profile: Profile, onConflict: string): Promise<void> {
    const { name, email, metadata } = profile;
    await this.pool.query(
      `INSERT INTO app.account_profiles AS p (account_id, name, email, metadata, created_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id) ${onConflict}`,
      [accountId, name, email, JSON.stringify(metadata), new Date(this.clock.now())],
    );
  }

  /** Names of accounts, as many as a page has; none of those without. */
  async names(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (accountIds.length === 0) return new Map();
    const found = await this.profiles.find({
      select: { accountId: true, name: true },
      where: { accountId: In([...new Set(accountIds)]) },
    });
    return new Map(found.flatMap(({ accountId, name }) => (name ? [[accountId, name]] : [])));
  }

  /** Reads a profile; all null if never written, all but `erasedAt` if erased. */
  async of(accountId: string): Promise<Profile & Pick<AccountProfile, 'erasedAt'>> {
    const found = await this.profiles.findOneBy({ accountId });
    return found ?? { name: null, email: null, metadata: null, erasedAt: null };
  }
}
