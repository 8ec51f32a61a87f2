import { DID } from '../i18n/en/did.js';
import type { Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';

type DidKey = keyof typeof DID;
const isDidKey = (key: string): key is DidKey => Object.hasOwn(DID, key);

/** Every action that has words: what the API's filter takes, and the key of the words. */
export const ACTIONS: readonly (readonly [action: string, text: DidKey])[] = Object.keys(DID)
  .filter(isDidKey)
  .map((key) => [key.slice('did.'.length), key]);

/** What somebody did, in words; its method and route where there are none. */
export function didWords({ method, route }: Schemas['StaffAction'], t: Words): string {
  const key = `did.${method} ${route}`;
  return isDidKey(key) ? t(key) : `${method} ${route}`;
}
