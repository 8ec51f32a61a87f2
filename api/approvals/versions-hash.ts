/** What a preview of a proposal stands on: the proposal, and the versions it was compared with. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { FrozenPublication, type SeenVersions } from '../../domain/approval/publication.js';
import { canonicalJson } from '../../platform/canonical.js';

const COMMAND_CHARS = 16;
const FORM = /^[A-Za-z0-9_-]{16}\.\d{1,6}\.\d{1,6}$/;

/** Names what a person was shown. */
export const VersionsHash = z
  .string()
  .regex(FORM, 'expected the `preview_hash` of a preview')
  .meta({ id: 'ProposalHash', examples: ['k3Jd9a0QXb2P81aa.2.2'] });

/** SHA-256 of what is proposed, base64url. */
export const hashOfPublication = (publication: FrozenPublication): string =>
  hash('sha256', canonicalJson(z.encode(FrozenPublication, publication)), 'base64url');

/** The hash of a preview. */
export const versionsHash = (commandHash: string, { live, newest }: SeenVersions): string =>
  [commandHash.slice(0, COMMAND_CHARS), live, newest].join('.');

const PARTS = ['publication', 'live', 'newest'] as const;

/** What has changed between two previews. */
export function changedVersions(before: string, now: string): string[] {
  const [seen, found] = [before.split('.'), now.split('.')];
  return PARTS.filter((_, index) => seen[index] !== found[index]);
}

/** The newest version that was looked at. */
export const newestIn = (hash: string): number => Number(hash.split('.')[2]);
