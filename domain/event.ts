import { z } from 'zod';
import { compileDecoder, UNREADABLE, type Decoder } from './decoder.js';
import { compileEncoder, type Encoder } from './encoder.js';
import type { Instant } from './instant.js';
import { IntegrityError } from './errors.js';

/**
 * What a decision says happened: its type, its data (in memory: bigint, instants) and when it was
 * true.
 */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly occurredAt: Instant;
}

/** Turns the stored data of schema version n into that of n + 1. Never edits the stored event. */
export type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;

/** One kind of event: its name, its schema (wire ⇄ memory) and how older shapes are read. */
export interface EventType<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  (occurredAt: Instant, data: z.output<Schema>): Fact<Type, z.output<Schema>>;
  readonly type: Type;
  readonly schema: Schema;
  /** Version of the shape written today; 1 + the number of upcasts. */
  readonly version: number;
  readonly upcasts: readonly Upcast[];
  /** Memory → the JSON that is stored. */
  readonly encode: Encoder;
  /** The JSON of today's shape → memory; UNREADABLE where it does not have that shape. */
  readonly decode: Decoder;
}

/** The fact an event type produces. */
export type FactOf<E> =
  E extends EventType<infer Type, infer Schema> ? Fact<Type, z.output<Schema>> : never;

/**
 * Declares an event. Calling the result makes a fact: `CreditsDebited(now, { … })`.
 * `upcasts[i]` reads version i + 1 as version i + 2; each shape ever written keeps a golden file.
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

/** Memory ⇄ storage for the events of one kind of stream; what a decider and its readers need. */
export interface EventCodec<Event extends Fact> {
  encode(fact: Fact): unknown;
  decode(type: string, version: number, stored: unknown, occurredAt: Instant): Event;
  versionOf(type: string): number;
}

/** The events of one kind of stream, by type: encodes what is written, decodes what is read. */
export class EventCatalogue<Events extends Record<string, EventType>> {
  constructor(readonly types: Events) {}

  /**
   * Memory → the JSON that is stored. What could not be read back is not written: an event stays
   * for ever. Throws IntegrityError; that the caller asked for it must have been refused before.
   */
  encode(fact: Fact): unknown {
    const definition = this.typeOf(fact.type);
    const encoded = definition.encode(fact.data);
    if (definition.decode(encoded) === UNREADABLE) {
      throw new IntegrityError(`this ${fact.type} could not be read back`, { type: fact.type });
    }
    return encoded;
  }

  /** Stored JSON of any version ever written → memory; throws IntegrityError when it is none. */
  decode(
    type: string,
    version: number,
    stored: unknown,
    occurredAt: Instant,
  ): FactOf<Events[keyof Events]> {
    const definition = this.typeOf(type);
    if (version < 1 || version > definition.version) {
      // Written by a newer Scrip: half understood is misunderstood.
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
