import { DomainError } from './errors.js';

/**
 * Refuses `version_changed` unless the newest version is the one that was looked at (0: none);
 * undefined: nobody looked.
 */
export function requireNewest(newest: number, seen: number | undefined): void {
  if (seen === undefined || seen === newest) return;
  throw new DomainError('version_changed', { newest, seen });
}
