import type { FastifyReply } from 'fastify';
import type { StreamEvent } from './shared/wire.js';

/** Server-sent events to one page, and whether it still listens. */
export interface PageStream {
  /** What comes before `started` waits for it: until then the answer may still be a refusal. */
  send(event: StreamEvent): void;
  /** Aborts when the page goes away before the end. */
  readonly signal: AbortSignal;
  readonly isOpen: boolean;
  end(): void;
}

const MAX_EVENTS_BEFORE_START = 32;

/** A stream of events that answers a request once it has started. */
export function openStream(reply: FastifyReply): PageStream {
  const { raw } = reply;
  const left = new AbortController();
  const waiting: StreamEvent[] = [];
  let isOpen = false;
  raw.on('close', () => {
    if (!raw.writableFinished) left.abort(new Error('the page went away'));
  });
  const write = (event: StreamEvent) => {
    if (!raw.destroyed) raw.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  const open = () => {
    isOpen = true;
    reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    waiting.forEach(write);
  };
  return {
    signal: left.signal,
    get isOpen() {
      return isOpen;
    },
    send(event) {
      if (!isOpen && event.type === 'started') open();
      if (isOpen) write(event);
      else if (waiting.length < MAX_EVENTS_BEFORE_START) waiting.push(event);
    },
    end: () => raw.end(),
  };
}
