import { hash } from 'node:crypto';
import { z } from 'zod';
import { Credits, formatCredits } from '../../../domain/credits.js';
import type { Control } from '../../../domain/decider.js';
import { compileDecoder, UNREADABLE } from '../../../domain/decoder.js';
import { formatInstant, Instant } from '../../../domain/instant.js';
import { canonicalJson } from '../../canonical.js';

/** Control figures as stored: the balance after the event. */
const StoredControl = z.strictObject({
  available: Credits,
  held: Credits,
  debt: Credits,
  reference: Credits,
  next_due_at: Instant.nullable(),
});

/**
 * Metadata of every event. `append_end`: the last revision of the event's append; `cause`: the
 * request or event that led to it. Later versions may add members: this version ignores them, while
 * the hash covers them as stored. A higher `format` changes the meaning of members: such an event
 * is not read.
 */
export const EventMetadata = z.object({
  /** Absent: 1. */
  format: z.literal(1).optional(),
  version: z.number().int().min(1),
  occurred_at: Instant,
  recorded_at: Instant,
  actor: z.string(),
  cause: z.string().optional(),
  command_id: z.string().optional(),
  input_hash: z.string().optional(),
  append_end: z.number().int().min(0),
  control: StoredControl.optional(),
  hash: z.string(),
});
export type EventMetadata = z.output<typeof EventMetadata>;

/** Metadata as stored JSON. */
export type StoredMetadata = z.input<typeof EventMetadata>;

const decode = compileDecoder(EventMetadata);

/** Parses stored metadata; undefined if invalid. */
export const readMetadata = (stored: unknown): EventMetadata | undefined => {
  const decoded = decode(stored);
  return decoded === UNREADABLE ? undefined : (decoded as EventMetadata);
};

/** Encodes control figures as stored JSON. */
export const encodeControl = (control: Control): z.input<typeof StoredControl> => ({
  available: formatCredits(control.available),
  debt: formatCredits(control.debt),
  held: formatCredits(control.held),
  next_due_at: control.nextDueAt === null ? null : formatInstant(control.nextDueAt),
  reference: formatCredits(control.reference),
});

/** The parts of an event that its hash covers: data and metadata as canonical JSON. */
export interface Hashed {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  /** Stored metadata without `hash`. */
  readonly metadata: string;
}

/** Canonical JSON (RFC 8785) of an event without its hash, assembled from its parts. */
export const canonicalEvent = ({ id, type, data, metadata }: Hashed): string =>
  `{"data":${data},"id":${canonicalJson(id)},"metadata":${metadata},"type":${canonicalJson(type)}}`;

/** Adds the hash to metadata JSON, as the last member. */
export const withHash = (metadata: string, hash: string): string =>
  `${metadata.slice(0, -1)},"hash":${canonicalJson(hash)}}`;

/** Hash chain of a stream: base64url SHA-256 over the previous hash ('' first) and the event. */
export const chainHash = (previous: string, canonical: string): string =>
  hash('sha256', previous + canonical, 'base64url');

const POSITION_DIGITS = 20;

/** Formats a log position for clients: opaque text that sorts like the position. */
export const formatPosition = (position: bigint): string =>
  position.toString().padStart(POSITION_DIGITS, '0');

/** Parses a position from a client; undefined if it is malformed. */
export const parsePosition = (text: string): bigint | undefined =>
  /^\d{20}$/.test(text) ? BigInt(text) : undefined;
