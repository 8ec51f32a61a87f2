/** Server-sent events out of the body of a fetch: no token in a URL, as EventSource would need. */

/** One event: `id` is the last one that was sent. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/** Far more than any event of ours; what never ends a line is no event stream. */
const MAX_PENDING_CHARS = 262_144;

/**
 * The events of a stream until it ends; `onBytes` is called whenever anything arrives, heartbeats
 * too. Throws when the connection breaks.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => undefined,
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  let id = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      pending += decoder.decode(value, { stream: true });
      if (pending.length > MAX_PENDING_CHARS) throw new Error('an event without end');
      const blocks = pending.split(/\r?\n\r?\n/);
      pending = blocks.pop() ?? '';
      for (const block of blocks) {
        const read = eventOf(block, id);
        id = read.id;
        if (read.data !== '') yield read;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string, lastId: string): ServerEvent {
  let event = 'message';
  let id = lastId;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ''] = /^(\w+)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'id') id = value;
    if (field === 'data') data.push(value);
  }
  return { event, id, data: data.join('\n') };
}
