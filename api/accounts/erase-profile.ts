import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { AccountProfile } from '../personal/account-profile.entity.js';
import { GetAccount } from './get-account.js';
import type { AccountAnswer } from './present-account.js';
import type { Caller } from '../auth/caller.js';
import { eraseMails } from '../personal/erase-mails.js';
import { erasePaymentTexts } from '../personal/erase-payment-texts.js';
import { AccountStream } from './account-stream.js';
import { ReasonNote } from '../personal/reason-note.entity.js';
import { AccountNote } from '../personal/account-note.entity.js';

/**
 * Empties name, address, metadata and every note of an account, and what is kept of
 * its payments in words; the ledger stays as it is.
 */
export class EraseProfile extends Command<AccountAnswer> {
  constructor(
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(EraseProfile)
export class EraseProfileHandler implements ICommandHandler<EraseProfile> {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stream: AccountStream,
    private readonly clock: Clock,
    private readonly getAccount: GetAccount,
  ) {}

  /** However often; also turns automatic top-ups off. Throws DomainError `account_not_found`. */
  async execute({ accountId, caller }: EraseProfile): Promise<AccountAnswer> {
    // Nobody is left who has consented. Does nothing where nobody had.
    const meta = { commandId: randomUUID(), actor: caller.actor };
    await this.stream.execute(accountId, { type: 'TurnOffAutoTopUp' }, meta);
    const erasedAt = new Date(this.clock.now());
    await this.dataSource.transaction((manager) => eraseAll(manager, accountId, erasedAt));
    return this.getAccount.of(accountId, undefined, caller);
  }
}

async function eraseAll(manager: EntityManager, accountId: string, erasedAt: Date): Promise<void> {
  const nobody = { name: null, email: null, metadata: null, erasedAt };
  const kept = { accountId, erasedAt: IsNull() };
  const { affected } = await manager.update(AccountProfile, kept, nobody);
  if (affected === 0) {
    const row = { accountId, ...nobody, createdAt: erasedAt };
    const inserting = manager.createQueryBuilder().insert().into(AccountProfile);
    await inserting.values(row).orIgnore().execute();
  }
  await manager.update(ReasonNote, kept, { text: null, salt: null, erasedAt });
  await manager.update(AccountNote, kept, { text: null, erasedAt });
  await erasePaymentTexts(manager, accountId);
  await eraseMails(manager, accountId);
}
