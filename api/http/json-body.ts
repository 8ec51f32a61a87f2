import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { invalid, Problem } from './problem.js';

/** Larger bodies are refused with 413. */
export const BODY_LIMIT_BYTES = 1_048_576;
/** A thousand debits with every field at its maximum are 1.4 MB. */
export const BATCH_LIMIT_BYTES = 2 * BODY_LIMIT_BYTES;
/** Deeper nesting is refused with 422. */
export const MAX_NESTING_LEVELS = 16;
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the body as they were sent, on routes that ask for them; else null. */
    rawBody: Buffer | null;
  }
}

/**
 * Takes `application/json` in plain UTF-8 and nothing else; a body of another type, charset or
 * coding is a 415. A route that asks for the raw body gets its bytes, whatever they say.
 */
export function acceptJson(fastify: FastifyInstance): void {
  fastify.decorateRequest('rawBody', null);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    JSON_TYPE,
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    (request, bytes: Buffer, done) => {
      if (request.rawBody) {
        request.rawBody = bytes;
        return done(null, undefined);
      }
      try {
        refuseEncoded(request);
        done(null, parseJson(textOf(bytes)));
      } catch (error) {
        done(error instanceof Error ? error : new Error('unreadable body'), undefined);
      }
    },
  );
}

const NO_BYTES = Buffer.alloc(0);

/** Hook of a route that asks for the raw body, which is not parsed. An absent one is empty. */
export function keepRawBody(
  request: FastifyRequest,
  _reply: FastifyReply,
  payload: RequestPayload,
  done: (error: null, payload: RequestPayload) => void,
): void {
  request.rawBody = NO_BYTES;
  done(null, payload);
}

const JSON_TYPE = 'application/json';
const CHARSETS = /;\s*charset\s*=\s*"?([^";\s]*)/gi;
const MAX_SHOWN_CHARS = 64;

/** Read as plain UTF-8, another charset or encoding would be another body. */
function refuseEncoded({ headers }: FastifyRequest): void {
  // Fast path for what nearly all clients send.
  if (headers['content-encoding'] === undefined && headers['content-type'] === JSON_TYPE) return;
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding.toLowerCase() !== 'identity') {
    throw unsupported(`a body with Content-Encoding: ${coding.slice(0, MAX_SHOWN_CHARS)}`);
  }
  for (const [, charset = ''] of (headers['content-type'] ?? '').matchAll(CHARSETS)) {
    if (!/^utf-?8$/i.test(charset)) {
      throw unsupported(`a body in the charset ${charset.slice(0, MAX_SHOWN_CHARS)}`);
    }
  }
}

const unsupported = (what: string) =>
  new Problem('unsupported_media_type', `${what} is not read: send JSON in UTF-8, uncompressed`);

/**
 * Decodes a body. Throws `malformed_json` for invalid UTF-8 (RFC 8259, 8.1): lenient decoding to
 * U+FFFD would make different bodies equal.
 */
export function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new Problem('malformed_json', 'the body is not UTF-8: send JSON encoded as UTF-8');
}

/** Parses JSON; undefined for empty text. Refuses values that are unsafe to process. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined;
  const value = parse(text);
  // Only escapes can produce lone surrogates: `textOf` rejects invalid UTF-8.
  const hasEscapes = text.includes('\\u');
  refuseHarm({ value, name: '', level: 1, hasEscapes });
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('malformed_json', undefined, { cause });
  }
}

interface Part {
  readonly value: unknown;
  readonly name: string;
  readonly level: number;
  readonly hasEscapes: boolean;
}

function refuseHarm({ value, name, level, hasEscapes }: Part): void {
  if (typeof value === 'string') {
    if (hasEscapes && isNoText(value)) throw invalid([{ name, reason: NO_TEXT }]);
    return;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw invalid([{ name, reason: HUGE }]);
  if (typeof value !== 'object' || value === null) return;
  if (level > MAX_NESTING_LEVELS) {
    throw invalid([{ name, reason: `nested deeper than ${MAX_NESTING_LEVELS} levels` }]);
  }
  for (const [key, part] of Object.entries(value)) {
    const partName = within(name, key);
    if (FORBIDDEN_NAMES.has(key)) throw invalid([{ name: partName, reason: 'forbidden name' }]);
    if (hasEscapes && isNoText(key)) throw invalid([{ name, reason: NO_TEXT }]);
    refuseHarm({ value: part, name: partName, level: level + 1, hasEscapes });
  }
}

/** `1e400` is valid JSON, but no JavaScript number. */
const HUGE = 'expected a number of a size that can be held';
const NO_TEXT = 'a NUL or half a surrogate pair is no text';

/** Text that PostgreSQL and canonical JSON cannot hold. */
export const isNoText = (text: string): boolean => /\0|\p{Surrogate}/u.test(text);

const MAX_NAME_CHARS = 128;
const within = (name: string, key: string): string =>
  (name === '' ? key : `${name}.${key}`).slice(0, MAX_NAME_CHARS);
