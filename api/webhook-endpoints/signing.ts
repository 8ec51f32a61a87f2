import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { IsNull, Raw, type Repository } from 'typeorm';
import type { SecretBox } from '../../platform/secret-box.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

const SECRET_BYTES = 32;
const SECRET_PREFIX = 'whsec_';

/** A signing secret as its owner sees it: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string =>
  `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/** What an endpoint's secret is sealed for, so that it cannot be another endpoint's. */
const purposeOf = (endpointId: string): string => `webhook endpoint ${endpointId}`;

/** A secret as it is stored. */
export const sealSecret = (box: SecretBox, endpointId: string, secret: string): string =>
  box.seal(secret, purposeOf(endpointId));

/**
 * The secret of an endpoint as it is stored. In clear is one that a process of the version before
 * has just written. Throws SecretUnreadable.
 */
export const openSecret = (box: SecretBox, endpointId: string, stored: string): string =>
  stored.startsWith(SECRET_PREFIX) ? stored : box.open(stored, purposeOf(endpointId));

/** Seals what a version before kept in clear; of two processes at once each does no harm. */
export async function sealClearSecrets(
  endpoints: Repository<WebhookEndpoint>,
  box: SecretBox,
): Promise<void> {
  const inClear = Raw((column) => `starts_with(${column}, :prefix)`, { prefix: SECRET_PREFIX });
  const found = await endpoints.findBy([{ secret: inClear }, { previousSecret: inClear }]);
  for (const { id, secret, previousSecret: previous } of found) {
    const sealed = (text: string) => sealSecret(box, id, openSecret(box, id, text));
    await endpoints.update(
      { id, secret, previousSecret: previous ?? IsNull() },
      { secret: sealed(secret), previousSecret: previous && sealed(previous) },
    );
  }
}

/** What is signed: the same id for every attempt, so that a receiver can tell a repetition. */
export interface Signed {
  readonly id: string;
  /** When it is sent, by the real clock: receivers compare it with theirs. */
  readonly sentAt: Date;
  readonly body: string;
}

/** Headers of the Standard Webhooks scheme, with one signature for each secret. */
export function signatureHeaders(
  { id, sentAt, body }: Signed,
  secrets: readonly string[],
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
    'webhook-signature': secrets
      .map((secret) => new Webhook(secret).sign(id, sentAt, body))
      .join(' '),
  };
}
