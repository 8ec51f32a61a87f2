import type { Pool } from 'pg';
import { SecretUnreadable, type SecretBox } from '../platform/secret-box.js';
import { openSecret } from './webhook-sending/signing.js';
import { openSigningKey } from './widget-tokens/signing-keys.js';

const ANOTHER_KEY =
  'SCRIP_SECRET_KEY is not the key that stored secrets were sealed with: ' +
  'set that one again, or set the secrets anew (docs/operations.md)';

/**
 * Warns if SCRIP_SECRET_KEY cannot open the newest webhook secret or widget key; undefined if it
 * opens both, or there are none.
 */
export async function checkSealedSecrets(pool: Pool, box: SecretBox): Promise<string | undefined> {
  const endpoints = await pool.query<{ id: string; secret: string }>(
    'SELECT id, secret FROM app.webhook_endpoints ORDER BY created_at DESC LIMIT 1',
  );
  const keys = await pool.query<{ kid: string; sealed: string }>(
    'SELECT kid, sealed FROM app.widget_keys ORDER BY created_at DESC LIMIT 1',
  );
  const lost: string[] = [];
  if (!endpoints.rows.every(({ id, secret }) => opens(() => openSecret(box, id, secret)))) {
    lost.push('webhooks are not sent');
  }
  if (!keys.rows.every(({ kid, sealed }) => opens(() => openSigningKey(box, kid, sealed)))) {
    lost.push('widget tokens that are out are refused');
  }
  return lost.length === 0 ? undefined : `${lost.join(' and ')}: ${ANOTHER_KEY}`;
}

function opens(open: () => string): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    return false;
  }
}
