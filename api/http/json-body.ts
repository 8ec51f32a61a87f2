import type { FastifyInstance } from 'fastify';
import { invalid, Problem } from './problem.js';

export const BODY_LIMIT_BYTES = 1_048_576;
export const MAX_NESTING_LEVELS = 16;
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** Takes `application/json` and nothing else; a body of another type is a 415. */
export function acceptJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, text, done) => {
      try {
        done(null, parseJson(text.toString()));
      } catch (error) {
        done(error instanceof Error ? error : new Error('unreadable body'), undefined);
      }
    },
  );
}

/** JSON text → value; an empty text is no value. Refuses what could harm whoever walks the value. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined;
  const value = parse(text);
  refuseHarm(value, '', 1);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('malformed_json', undefined, { cause });
  }
}

function refuseHarm(value: unknown, name: string, level: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (level > MAX_NESTING_LEVELS) {
    throw invalid([{ name, reason: `nested deeper than ${MAX_NESTING_LEVELS} levels` }]);
  }
  for (const [key, part] of Object.entries(value)) {
    if (FORBIDDEN_NAMES.has(key))
      throw invalid([{ name: within(name, key), reason: 'forbidden name' }]);
    if (typeof part === 'object' && part !== null) refuseHarm(part, within(name, key), level + 1);
  }
}

const MAX_NAME_CHARS = 128;
const within = (name: string, key: string): string =>
  (name === '' ? key : `${name}.${key}`).slice(0, MAX_NAME_CHARS);
