import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../http/problem.js';

/** What the build leaves where a nonce goes. */
const NONCE = /__SCRIP_NONCE__/g;
const NONCE_BYTES = 16;

/** The page, and the content policy that goes with it: both hold a nonce of this answer alone. */
export interface ConsolePage {
  readonly html: string;
  readonly policy: string;
}

/** The console's page out of the folder of its build. 404 when it was not built. */
export async function consolePage(folder: string): Promise<ConsolePage> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const html = (await built(folder)).replace(NONCE, nonce);
  return { html, policy: policyOf(nonce) };
}

let page: string | undefined;

/** Read once a process. */
async function built(folder: string): Promise<string> {
  try {
    return (page ??= await readFile(join(folder, 'index.html'), 'utf8'));
  } catch (cause) {
    throw new Problem('not_found', 'the console was not built: npm run build', { cause });
  }
}

/**
 * Only scripts and styles that carry the nonce, nothing from elsewhere, and no text that becomes
 * markup or code.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join(';');
