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
 * What stands beside the data of every event we write. `append_end` is the last revision of the
 * append this event was part of; `cause` names what led to it (a request, an event). A later
 * version of Scrip may add members: this one reads the event without them, and its hash covers them
 * as they are stored. A later `format` means something else by these members: it is not read.
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

/** Metadata as JSON, the way it is stored. */
export type StoredMetadata = z.input<typeof EventMetadata>;

const decode = compileDecoder(EventMetadata);

/** Stored metadata as it is in memory; undefined when it does not have its shape. */
export const readMetadata = (stored: unknown): EventMetadata | undefined => {
  const decoded = decode(stored);
  return decoded === UNREADABLE ? undefined : (decoded as EventMetadata);
};

/** Control figures as the JSON that is stored. */
export const encodeControl = (control: Control): z.input<typeof StoredControl> => ({
  available: formatCredits(control.available),
  debt: formatCredits(control.debt),
  held: formatCredits(control.held),
  next_due_at: control.nextDueAt === null ? null : formatInstant(control.nextDueAt),
  reference: formatCredits(control.reference),
});

/** What the hash of an event covers, part by part: data and metadata as canonical JSON. */
export interface Hashed {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  /** Stored metadata without its `hash`. */
  readonly metadata: string;
}

/** Canonical JSON (RFC 8785) of an event without its hash, put together from its parts. */
export const canonicalEvent = ({ id, type, data, metadata }: Hashed): string =>
  `{"data":${data},"id":${canonicalJson(id)},"metadata":${metadata},"type":${canonicalJson(type)}}`;

/** The JSON text of metadata with its hash, which comes last of all. */
export const withHash = (metadata: string, hash: string): string =>
  `${metadata.slice(0, -1)},"hash":${canonicalJson(hash)}}`;

/** Hash chain of a stream: base64url SHA-256 over the previous hash ('' first) and the event. */
export const chainHash = (previous: string, canonical: string): string =>
  hash('sha256', previous + canonical, 'base64url');

const POSITION_DIGITS = 20;

/** A position in the log as clients see it: opaque, and ever growing as text too. */
export const formatPosition = (position: bigint): string =>
  position.toString().padStart(POSITION_DIGITS, '0');

/** The position behind a client's text, or undefined when it never was one of ours. */
export const parsePosition = (text: string): bigint | undefined =>
  /^\d{20}$/.test(text) ? BigInt(text) : undefined;
