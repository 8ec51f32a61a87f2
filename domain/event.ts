/** How kinds of events are declared: name, schema (wire ⇄ memory) and upcasts of older versions. */
import { z } from 'zod';
import { compileDecoder, UNREADABLE, type Decoder } from './decoder.js';
import { compileEncoder, type Encoder } from './encoder.js';
import type { Instant } from './instant.js';
import { IntegrityError } from './errors.js';

/** A fact: its type, its data (in memory: bigint, instants) and when it occurred. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly occurredAt: Instant;
}

/** Converts stored data of version n to n + 1. Never changes the stored event. */
export type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;

/** A kind of event: name, schema (wire ⇄ memory) and upcasts of older versions. */
export interface EventType<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  (occurredAt: Instant, data: z.output<Schema>): Fact<Type, z.output<Schema>>;
  readonly type: Type;
  readonly schema: Schema;
  /** Version written today: 1 + the number of upcasts. */
  readonly version: number;
  readonly upcasts: readonly Upcast[];
  /** Encodes data as stored JSON. */
  readonly encode: Encoder;
  /** Decodes JSON of the current version; UNREADABLE if it does not match. */
  readonly decode: Decoder;
}

/** The fact of an event type. */
export type FactOf<E> =
  E extends EventType<infer Type, infer Schema> ? Fact<Type, z.output<Schema>> : never;

/**
 * Declares an event. Calling the result creates a fact: `CreditsDebited(now, { … })`. `upcasts[i]`
 * converts version i + 1 to i + 2; every version has a golden file.
 */
export function defineEvent<Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
  upcasts: readonly Upcast[] = [],
): EventType<Type, z.ZodObject<Shape, z.core.$strict>> {
  const schema = z.strictObject(shape);
  const make = (occurredAt: Instant, data: z.output<typeof schema>) => ({ type, data, occurredAt });
  return Object.assign(make, {
    type,
    schema,
    version: upcasts.length + 1,
    upcasts,
    encode: compileEncoder(schema),
    decode: compileDecoder(schema),
  });
}

/** Codec of the events of one kind of stream. */
export interface EventCodec<Event extends Fact> {
  encode(fact: Fact): unknown;
  decode(type: string, version: number, stored: unknown, occurredAt: Instant): Event;
  versionOf(type: string): number;
}

/** The events of one kind of stream by type: encodes and decodes them. */
export class EventCatalogue<Events extends Record<string, EventType>> {
  constructor(readonly types: Events) {}

  /**
   * Encodes a fact as stored JSON. Throws IntegrityError for what could not be read back, since
   * events are permanent; commands must refuse it earlier.
   */
  encode(fact: Fact): unknown {
    const definition = this.typeOf(fact.type);
    const encoded = definition.encode(fact.data);
    if (definition.decode(encoded) === UNREADABLE) {
      throw new IntegrityError(`this ${fact.type} could not be read back`, { type: fact.type });
    }
    return encoded;
  }

  /** Decodes stored JSON of any version; throws IntegrityError if invalid. */
  decode(
    type: string,
    version: number,
    stored: unknown,
    occurredAt: Instant,
  ): FactOf<Events[keyof Events]> {
    const definition = this.typeOf(type);
    if (version < 1 || version > definition.version) {
      // Written by a newer version: half understood is misunderstood.
      throw new IntegrityError(`${type} of version ${version} is not known`, { type, version });
    }
    let data = stored as Record<string, unknown>;
    for (const upcast of definition.upcasts.slice(version - 1)) data = upcast(data);
    const decoded = definition.decode(data);
    if (decoded !== UNREADABLE) {
      return { type, data: decoded, occurredAt } as FactOf<Events[keyof Events]>;
    }
    const parsed = z.safeDecode(definition.schema, data);
    if (!parsed.success) {
      throw new IntegrityError(`stored ${type} does not have its shape`, {
        type,
        version,
        issues: parsed.error.issues,
      });
    }
    return { type, data: parsed.data, occurredAt } as FactOf<Events[keyof Events]>;
  }

  versionOf(type: string): number {
    return this.typeOf(type).version;
  }

  private typeOf(type: string): EventType {
    const definition = Object.hasOwn(this.types, type) ? this.types[type] : undefined;
    if (!definition) throw new IntegrityError(`unknown event type ${type}`, { type });
    return definition;
  }
}
