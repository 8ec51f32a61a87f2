import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PREFIX = 'v1.';

/** The stored text was not sealed under this key and purpose, or was modified. */
export class SecretUnreadable extends Error {
  constructor(purpose: string) {
    super(`the secret of ${purpose} cannot be read: SCRIP_SECRET_KEY is not the key it is under`);
    this.name = 'SecretUnreadable';
  }
}

/**
 * Encrypts secrets for storage in the database: AES-256-GCM under `SCRIP_SECRET_KEY`, bound to a
 * purpose, so that one secret cannot replace another.
 */
export class SecretBox {
  private readonly key: Buffer;

  /** `base64`: 32 bytes. */
  constructor(base64: string) {
    this.key = Buffer.from(base64, 'base64');
  }

  /** Encrypts to text. */
  seal(secret: string, purpose: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    const whole = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    return `${PREFIX}${whole.toString('base64url')}`;
  }

  /** A secret for a purpose: the same each time, 256 bits in base64url. */
  derive(purpose: string): string {
    return createHmac('sha256', this.key).update(purpose).digest('base64url');
  }

  /** Decrypts. Throws SecretUnreadable. */
  open(sealed: string, purpose: string): string {
    try {
      const whole = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      const nonce = whole.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(whole.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = decipher.update(whole.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString();
    } catch {
      throw new SecretUnreadable(purpose);
    }
  }
}
