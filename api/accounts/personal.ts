import { z } from 'zod';
import { demand, isAllowed, type Caller } from '../auth/caller.js';
import type { Profile } from './profiles.js';

/**
 * Whether a caller sees names and addresses: a product's key has written them itself, staff need
 * `pii:read`.
 */
export const seesPersons = (caller: Caller): boolean =>
  caller.kind === 'key' || isAllowed(caller, 'pii:read');

/** 403 for whoever would learn names or addresses by searching for them. */
export function requirePersons(caller: Caller): void {
  if (!seesPersons(caller)) demand(caller, 'pii:read');
}

/** Stands only where something is masked. */
export const maskedAnswer = {
  masked: z
    .literal(true)
    .optional()
    .meta({ description: 'Name and e-mail are masked, metadata left out: it needs `pii:read`.' }),
};

/** A profile as the caller may see it. */
export function profileFor(caller: Caller, { name, email, metadata }: Profile) {
  if (seesPersons(caller)) return { name, email, metadata };
  return { name: masked(name), email: maskedEmail(email), metadata: null, masked: true as const };
}

const MASK = '•••';
const masked = (text: string | null): string | null =>
  text === null ? null : `${[...text][0] ?? ''}${MASK}`;
const maskedEmail = (email: string | null): string | null =>
  email === null ? null : `${masked(email)}@${MASK}`;
