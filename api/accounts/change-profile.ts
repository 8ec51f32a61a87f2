import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../../platform/clock/clock.js';
import { AccountProfile } from '../personal/account-profile.entity.js';
import { GetAccount } from './get-account.js';
import type { AccountAnswer } from './present-account.js';
import type { Caller } from '../auth/caller.js';
import { AccountStream } from './account-stream.js';
import { AccountName, Metadata } from './open-account.js';
import { Problem } from '../http/problem.js';
import { EmailAddress } from '../shapes/email.js';

/** What is to be changed of who an account is. */
export const ProfileBody = z
  .strictObject({
    name: AccountName.nullable().optional().describe('Null removes it.'),
    email: EmailAddress.nullable().optional().describe('Null removes it.'),
    metadata: Metadata.optional().describe('In place of all there is.'),
  })
  .refine((body) => Object.keys(body).length > 0, 'expected name, email or metadata')
  .meta({ id: 'ProfileChange', minProperties: 1, examples: [{ email: 'billing@acme.example' }] });
export type ProfileBody = z.output<typeof ProfileBody>;

/** Changes who an account is: name, address, metadata. */
export class ChangeProfile extends Command<AccountAnswer> {
  constructor(
    readonly accountId: string,
    readonly body: ProfileBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ChangeProfile)
export class ChangeProfileHandler implements ICommandHandler<ChangeProfile> {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stream: AccountStream,
    private readonly clock: Clock,
    private readonly getAccount: GetAccount,
  ) {}

  /** Throws DomainError `account_not_found`, or `profile_erased`. */
  async execute({ accountId, body, caller }: ChangeProfile): Promise<AccountAnswer> {
    await this.stream.requireOpened(accountId);
    const values = { accountId, ...body, createdAt: new Date(this.clock.now()) };
    await this.dataSource.transaction(async (manager) => {
      const profiles = manager.getRepository(AccountProfile);
      const { affected } = await profiles.update({ accountId, erasedAt: IsNull() }, body);
      if (affected === 1) return;
      if (await profiles.existsBy({ accountId })) throw erased(accountId);
      // Opened by a process that could not write it.
      await profiles.insert(values);
    });
    return this.getAccount.of(accountId, undefined, caller);
  }
}

const erased = (accountId: string): Problem =>
  new Problem('profile_erased', undefined, { members: { account_id: accountId } });
