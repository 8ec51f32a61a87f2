import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadableEvent } from './event.js';

/** Where a read or a subscription begins: a place, or one of the two ends. */
export type Start = number | 'start' | 'end';

/** What a filtered subscription wants to see. */
export interface EventFilter {
  matches(event: ReadableEvent): boolean;
  /** Events looked at from one checkpoint to the next. */
  readonly checkpointEvents: number;
}

/** A `ReadReq` in plain terms. */
export interface ReadRequest {
  /** The stream to read; `undefined` for the whole log. */
  readonly stream: string | undefined;
  /** A revision of the stream, or a position in the log. */
  readonly start: Start;
  readonly backwards: boolean;
  /** Events at most; Infinity for a subscription. */
  readonly count: number;
  readonly subscription: boolean;
  readonly filter: EventFilter | undefined;
}

/** A request that makes no sense; the message says why. */
export class BadRequest extends Error {}

type Options = NonNullable<ReturnType<ReadReq['getOptions']>>;
type FilterOptions = NonNullable<ReturnType<Options['getFilter']>>;

/** The search window where the caller names none. */
const DEFAULT_WINDOW = 32;

/** Understands a `ReadReq`; throws `BadRequest`. */
export function readRequest(message: ReadReq): ReadRequest {
  const options = message.getOptions();
  if (!options) throw new BadRequest('a read without options');
  const backwards = options.getReadDirection() === 1;
  const subscription = options.hasSubscription();
  if (backwards && subscription) throw new BadRequest('a subscription reads forwards');
  if (options.getResolveLinks()) {
    throw new BadRequest('the sandbox event store does not resolve links (resolveLinkTos)');
  }
  if (options.getUuidOption()?.hasStructured()) {
    throw new BadRequest('the sandbox event store gives ids as text, not as structured UUIDs');
  }
  const filter = options.getFilter();
  return {
    ...target(options),
    backwards,
    subscription,
    count: subscription ? Infinity : Number(options.getCount()),
    filter: filter && eventFilter(filter),
  };
}

function target(options: Options): Pick<ReadRequest, 'stream' | 'start'> {
  const stream = options.getStream();
  const all = options.getAll();
  if (stream) {
    const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []);
    const revision = place(stream, stream.hasRevision(), () => stream.getRevision());
    return { stream: name.toString(), start: revision };
  }
  if (!all) throw new BadRequest('a read of neither a stream nor the log');
  const position = all.getPosition();
  return {
    stream: undefined,
    start: place(all, position !== undefined, () => position?.getCommitPosition() ?? '0'),
  };
}

function place(ends: { hasEnd(): boolean }, given: boolean, value: () => string): Start {
  if (given) return Math.min(Number(value()), Number.MAX_SAFE_INTEGER);
  return ends.hasEnd() ? 'end' : 'start';
}

function eventFilter(options: FilterOptions): EventFilter {
  const multiplier = options.getCheckpointintervalmultiplier();
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  const byStream = options.getStreamIdentifier();
  const byType = options.getEventType();
  const expression = byStream ?? byType;
  if (!expression) throw new BadRequest('a filter without an expression');
  const test = textTest(expression.getRegex(), expression.getPrefixList());
  return {
    matches: byStream ? (event) => test(event.stream) : (event) => test(event.type),
    checkpointEvents: Math.max(1, multiplier) * Math.max(1, window),
  };
}

function textTest(regex: string, prefixes: readonly string[]): (text: string) => boolean {
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  try {
    const expression = new RegExp(regex);
    return (text) => expression.test(text);
  } catch {
    throw new BadRequest(`not a regular expression: ${regex}`);
  }
}
