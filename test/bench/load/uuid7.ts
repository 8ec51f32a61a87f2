import { randomBytes } from 'node:crypto';

const RANDOM_BYTES = 10;
let pool = randomBytes(RANDOM_BYTES * 4_096);
let at = 0;

/** A UUIDv7: 48 bits of time, the rest random; random bytes are drawn in bulk. */
export function uuid7(): string {
  if (at + RANDOM_BYTES > pool.length) {
    pool = randomBytes(pool.length);
    at = 0;
  }
  const time = Date.now().toString(16).padStart(12, '0');
  const random = pool.toString('hex', at, at + RANDOM_BYTES);
  at += RANDOM_BYTES;
  const variant = '89ab'[parseInt(random[3] ?? '0', 16) & 3];
  const middle = `7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${random.slice(7, 19)}`;
}
