import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { AccountStream } from '../accounts/account-stream.js';
import { InstantKey } from '../accounts/schemas.js';
import { afterKey, page, pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { MailId } from './ids.js';
import { MAIL_STATES, Mail } from './mail.entity.js';

/** A mail: that it was sent, never what it says or to which address. */
export const MailAnswer = z
  .object({
    mail_id: MailId,
    account_id: AccountId,
    kind: z.string().meta({ examples: ['receipt'] }),
    addressee: z.enum(['account', 'finance']),
    state: z
      .enum(MAIL_STATES)
      .describe(
        '`unknown`: the mail server may have taken it, so it is not sent again. `failed`: nobody gets it.',
      ),
    attempts: z.number().int(),
    error: z.string().nullable().describe('Why the last attempt failed; without the address.'),
    created_at: InstantText,
    due_at: InstantText.nullable().describe('When the next attempt is due.'),
    sent_at: InstantText.nullable().describe('When the mail server took it.'),
  })
  .meta({ id: 'Mail' });
export type MailAnswer = z.input<typeof MailAnswer>;

/** A page of mails. */
export const MailsAnswer = pageOf(MailAnswer).meta({ id: 'Mails' });

/** Query of `GET /v1/accounts/{id}/mails`. */
export const MailsQuery = z.strictObject(pageQuery);
export type MailsQuery = z.output<typeof MailsQuery>;

const Key = z.tuple([InstantKey, z.string()]);

/** Lists the mails about an account, newest first. */
@Injectable()
export class ListMails {
  constructor(
    @InjectRepository(Mail) private readonly mails: Repository<Mail>,
    private readonly stream: AccountStream,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(accountId: string, query: MailsQuery): Promise<Page<MailAnswer>> {
    const after = afterKey(query, Key);
    await this.stream.requireOpened(accountId);
    const asked = this.mails
      .createQueryBuilder('mail')
      .where('mail.accountId = :accountId', { accountId })
      .orderBy({ 'mail.createdAt': 'DESC', 'mail.mailId': 'DESC' })
      .limit(query['page[size]'] + 1);
    if (after) {
      const [createdAt, mailId] = after;
      const key = { createdAt: new Date(createdAt), mailId };
      asked.andWhere('(mail.createdAt, mail.mailId) < (:createdAt, :mailId)', key);
    }
    const listed = page(await asked.getMany(), query, keyOf);
    return { ...listed, data: listed.data.map(present) };
  }
}

const keyOf = ({ createdAt, mailId }: Mail) => [createdAt.toISOString(), mailId] as const;

const present = (mail: Mail): MailAnswer => ({
  mail_id: mail.mailId,
  account_id: mail.accountId,
  kind: mail.kind,
  addressee: mail.addressee,
  state: mail.state,
  attempts: mail.attempts,
  error: mail.error,
  created_at: mail.createdAt.toISOString(),
  due_at: mail.dueAt?.toISOString() ?? null,
  sent_at: mail.sentAt?.toISOString() ?? null,
});
