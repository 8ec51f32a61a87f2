/** Server-sent events out of the body of a fetch: no token in a URL, as EventSource would need. */
import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** Far more than any event of ours; what never ends a line is no event stream. */
const MAX_PENDING_CHARS = 262_144;

/**
 * The events of a stream until it ends; `onBytes` is called whenever anything arrives, heartbeats
 * too. Throws when the connection breaks, and when an event has no end.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => undefined,
): AsyncGenerator<EventSourceMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({
    maxBufferSize: MAX_PENDING_CHARS,
    onEvent: (event) => arrived.push(event),
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw new Error('an event without end');
    },
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* arrived.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
