import { z } from 'zod';
import { DomainError } from './errors.js';
import type { EventType, Fact } from './event.js';

/**
 * Returns the facts, or refuses `validation_failed` naming fields that do not match their event's
 * schema: what is stored must stay readable. Walks the schema, so use it for streams that seldom
 * change.
 */
export function storable<F extends Fact>(
  types: Readonly<Record<F['type'], EventType>>,
  facts: F[],
): F[] {
  for (const fact of facts) {
    const type: F['type'] = fact.type;
    const encoded = z.safeEncode(types[type].schema, fact.data);
    if (!encoded.success) throw misshapen(encoded.error);
  }
  return facts;
}

function misshapen({ issues }: z.ZodError): DomainError {
  const parameters = issues.map(({ path, message }) => ({
    name: path.map(String).map(snakeCase).join('.'),
    reason: message,
  }));
  return new DomainError('validation_failed', { invalid_parameters: parameters });
}

/** `accountId` → `account_id`: camelCase in memory, snake_case on the wire and in PostgreSQL. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
