import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { IsNull, Raw, type Repository } from 'typeorm';
import type { SecretBox } from '../../platform/secret-box.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

const SECRET_BYTES = 32;
const SECRET_PREFIX = 'whsec_';

/** Generates a signing secret: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string =>
  `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/** Binds a sealed secret to its endpoint. */
const purposeOf = (endpointId: string): string => `webhook endpoint ${endpointId}`;

/** Seals a secret for storage. */
export const sealSecret = (box: SecretBox, endpointId: string, secret: string): string =>
  box.seal(secret, purposeOf(endpointId));

/**
 * Opens a stored secret. Plain ones were just written by a process of the previous version. Throws
 * SecretUnreadable.
 */
export const openSecret = (box: SecretBox, endpointId: string, stored: string): string =>
  stored.startsWith(SECRET_PREFIX) ? stored : box.open(stored, purposeOf(endpointId));

/** Seals secrets that an earlier version stored in plain text; safe to run concurrently. */
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

/** The signed content; the id is the same for all attempts, so that receivers can deduplicate. */
export interface Signed {
  readonly id: string;
  /** Real time of sending, which receivers compare with their clock. */
  readonly sentAt: Date;
  readonly body: string;
}

/** Headers of the Standard Webhooks scheme, with one signature per secret. */
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
