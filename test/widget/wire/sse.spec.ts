import { describe, expect, it } from '@jest/globals';
import type { EventSourceMessage } from 'eventsource-parser';
import { readEvents } from '../../../widget/wire/sse.js';

async function read(...chunks: string[]): Promise<EventSourceMessage[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  const events: EventSourceMessage[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe('a stream of events', () => {
  it('is read however it was cut into pieces', async () => {
    const text = 'retry: 5\n\nevent: balance\nid: 7\ndata: {"a":\ndata: 1}\n\n:\n\n';
    const expected = [{ event: 'balance', id: '7', data: '{"a":\n1}' }];
    expect(await read(text)).toEqual(expected);
    expect(await read(...text)).toEqual(expected);
    expect(await read(...text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  it('gives nothing that was not ended', async () => {
    expect(await read('event: balance\ndata: 1\n\nevent: balance\ndata: 2')).toEqual([
      { event: 'balance', data: '1' },
    ]);
  });

  it('ends when a line never does', async () => {
    await expect(read('x'.repeat(300_000))).rejects.toThrow('without end');
  });
});
