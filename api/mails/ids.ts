/** Ids of mails. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const ID_BYTES = 10;

/** A random id, `mail_…`; the Message-ID of the mail begins with it. */
export const newMailId = (): string => `mail_${randomBytes(ID_BYTES).toString('hex')}`;

/** The id of a mail. */
export const MailId = z.string().meta({
  id: 'MailId',
  description: 'Names one mail; its Message-ID begins with it.',
  pattern: '^mail_[0-9a-f]{20}$',
  examples: ['mail_4f1c0a7be29d53186acd'],
});
