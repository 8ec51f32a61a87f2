import { z } from 'zod';
import { demand, isAllowed, type Caller } from '../auth/caller.js';
import type { Profile } from './profiles.js';

/** Whether a caller may see personal data: API keys wrote it themselves, staff need `pii:read`. */
export const seesPersons = (caller: Caller): boolean =>
  caller.kind === 'key' || isAllowed(caller, 'pii:read');

/** 403 for callers who could learn personal data by searching for it. */
export function requirePersons(caller: Caller): void {
  if (!seesPersons(caller)) demand(caller, 'pii:read');
}

/** Present only if something is masked. */
export const maskedAnswer = {
  masked: z
    .literal(true)
    .optional()
    .describe('Name and e-mail are masked, metadata left out: it needs `pii:read`.'),
};

/** Masks a profile as the caller may see it. */
export function profileFor(caller: Caller, { name, email, metadata }: Profile) {
  if (seesPersons(caller)) return { name, email, metadata };
  return { name: masked(name), email: maskedEmail(email), metadata: null, masked: true as const };
}

/** The name of an account as the caller may see it. */
export const nameFor = (caller: Caller, name: string | null): string | null =>
  seesPersons(caller) ? name : masked(name);

const MASK = '•••';
const masked = (text: string | null): string | null =>
  text === null ? null : `${[...text][0] ?? ''}${MASK}`;
const maskedEmail = (email: string | null): string | null =>
  email === null ? null : `${masked(email)}@${MASK}`;
