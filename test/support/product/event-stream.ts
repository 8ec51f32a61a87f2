import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createParser } from 'eventsource-parser';
import { TEST_KEY, type TestApi } from './app.js';
import { until } from './projections.js';

/** One event of a stream; `data` is parsed. */
export interface SentEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

/** A stream that a client reads. */
export interface EventStream {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Everything that has come, as it came. */
  text(): string;
  events(): SentEvent[];
  /** Waits until an event is there. */
  event(is: (event: SentEvent) => boolean, what: string): Promise<SentEvent>;
  /** Resolves once the other side has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a stream with a key or token, over a connection of its own. */
export function openStream(
  { app }: TestApi,
  path: string,
  { token = TEST_KEY, headers = {} }: { token?: string; headers?: Record<string, string> } = {},
): Promise<EventStream> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const sent = { authorization: `Bearer ${token}`, ...headers };
  return new Promise((resolve, reject) => {
    const request = http.get({ port, path, headers: sent, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      const events = () => eventsIn(text);
      const ended = new Promise<void>((end) => {
        answer.once('close', end).once('error', () => end());
      });
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        text: () => text,
        events,
        async event(is, what) {
          await until(
            () => events().some(is),
            what,
            () => text,
          );
          return events().find(is) as SentEvent;
        },
        ended,
        close: () => void request.destroy(),
      });
    });
    request.once('error', reject);
  });
}

function eventsIn(text: string): SentEvent[] {
  const events: SentEvent[] = [];
  const parser = createParser({
    onEvent({ event, id, data }) {
      if (event !== undefined) events.push({ event, id, data: JSON.parse(data) });
    },
  });
  parser.feed(text);
  return events;
}
