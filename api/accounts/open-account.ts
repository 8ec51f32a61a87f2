import { hash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { EmailAddress } from '../shapes/email.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { DomainError } from '../../domain/errors.js';
import { AccountStream } from './account-stream.js';
import { presentOpened, type AccountAnswer } from './present-account.js';
import { Profiles } from '../personal/profiles.js';
import { personalText } from './schemas.js';
import { afterWrite, requireEventOf, type CommandResult } from './command-result.js';
import { AccountId, CatalogueName } from '../shapes/ids.js';
import { TimeZone } from '../shapes/time.js';

const MAX_NAME_CHARS = 200;
const MAX_METADATA_KEYS = 50;

/** Arbitrary data of the product; personal, so stored outside the log. */
export const Metadata = z
  .record(personalText(64).min(1), z.union([personalText(500), z.number(), z.boolean(), z.null()]))
  .refine((given) => Object.keys(given).length <= MAX_METADATA_KEYS, {
    error: `expected at most ${MAX_METADATA_KEYS} keys`,
  })
  .meta({ maxProperties: MAX_METADATA_KEYS, examples: [{ region: 'eu' }] });

/** The name of an account. */
export const AccountName = personalText(MAX_NAME_CHARS).regex(/\S/, 'expected a name');

/** A new account. */
export const OpenAccountBody = z
  .strictObject({
    account_id: AccountId.optional().describe('Made by the server unless told.'),
    name: AccountName,
    email: EmailAddress,
    plan: CatalogueName.optional().describe('`free` unless told.'),
    time_zone: TimeZone.default('UTC'),
    metadata: Metadata.optional(),
  })
  .meta({
    id: 'NewAccount',
    examples: [{ name: 'Acme', email: 'ops@acme.example', time_zone: 'Europe/Berlin' }],
  });
export type OpenAccountBody = z.output<typeof OpenAccountBody>;

/** Opens an account and grants the first bundle of its plan. */
export class OpenAccount extends Command<CommandResult<AccountAnswer>> {
  constructor(
    readonly body: OpenAccountBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(OpenAccount)
export class OpenAccountHandler implements ICommandHandler<OpenAccount> {
  constructor(
    private readonly stream: AccountStream,
    private readonly profiles: Profiles,
  ) {}

  async execute({ body, key, caller }: OpenAccount): Promise<CommandResult<AccountAnswer>> {
    const accountId = body.account_id ?? derivedId(caller, key);
    const { plan, time_zone: timeZone } = body;
    const command = { type: 'OpenAccount' as const, accountId, plan, timeZone };
    const meta = commandMeta(key, caller);
    const profile = { name: body.name, email: body.email, metadata: body.metadata ?? {} };
    // Do not touch the profile of an existing account: this is a repetition or a 409.
    const { state } = await this.stream.load(accountId);
    const isNew = state.status === 'unopened';
    if (isNew) await this.profiles.prepare(accountId, profile);
    try {
      const executed = await this.stream.execute(accountId, command, meta);
      if (isNew && !executed.hit) await this.profiles.keep(accountId, profile);
      const opened = requireEventOf(executed, 'AccountOpened');
      const answer = presentOpened(opened, profile, afterWrite(executed));
      return { answer, hit: executed.hit };
    } catch (error) {
      if (isNew && isRefusal(error)) await this.profiles.drop(accountId);
      throw error;
    }
  }
}

/** Refused for another reason than being opened concurrently. */
const isRefusal = (error: unknown): boolean =>
  error instanceof DomainError &&
  error.code !== 'account_exists' &&
  error.code !== 'idempotency_mismatch';

const ID_CHARS = 20;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Derived from caller and key, so that repetitions name the same account. */
function derivedId({ id }: Caller, { commandId }: IdempotencyKey): string {
  const digest = hash('sha256', `${id}\n${commandId}`, 'buffer');
  const chars = [...digest.subarray(0, ID_CHARS)].map((byte) => ALPHABET[byte % 32] ?? '');
  return `acc_${chars.join('')}`;
}
