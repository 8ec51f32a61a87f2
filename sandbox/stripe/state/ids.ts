import { randomBytes } from 'node:crypto';

const LENGTH = 24;

/** A new id, such as `cus_` and 24 letters and digits. */
export function newId(prefix: string, length = LENGTH): string {
  let text = '';
  while (text.length < length) {
    text += randomBytes(length)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '');
  }
  return `${prefix}_${text.slice(0, length)}`;
}
