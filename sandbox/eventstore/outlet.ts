import type { ServerDuplexStream, ServerWritableStream, status } from '@grpc/grpc-js';

/** Messages in the wire format that leave in one write. */
export type Frames = readonly Buffer[];

const FRAME_HEAD = 5;

/**
 * Makes several messages one write. grpc-js frames what a serializer returns by copying it behind
 * a head of its own; the copy here lays out all frames, heads included. One HTTP/2 write for a
 * page of events costs a fraction of one for each. (No part of grpc-js's interface: should it ever
 * copy in another way, every test of the contract that reads two events fails.)
 */
export function serializeFrames(messages: Frames): Buffer {
  const [only] = messages;
  if (only && messages.length === 1) return only;
  const frames = layOut(messages);
  return Object.assign(frames.subarray(FRAME_HEAD), {
    copy: (target: Uint8Array) => frames.copy(target),
  });
}

function layOut(messages: Frames): Buffer {
  let size = 0;
  for (const message of messages) size += FRAME_HEAD + message.length;
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) {
    frames[at] = 0;
    at = frames.writeUInt32BE(message.length, at + 1);
    at += message.copy(frames, at);
  }
  return frames;
}

/** Bytes sent in one write, give or take a message. */
const CHUNK_BYTES = 64 * 1024;

/** A call in which the node sends messages. */
export type SendingCall =
  ServerWritableStream<unknown, Frames> | ServerDuplexStream<unknown, Frames>;

/** The sending side of a call: knows whether it is open, and waits for slow readers. */
export class Outlet {
  #open = true;
  #resume: (() => void) | undefined;

  constructor(
    private readonly call: SendingCall,
    private readonly closed: (outlet: Outlet) => void,
  ) {
    call.on('drain', () => this.nudge());
    call.on('cancelled', () => this.#close());
    call.on('close', () => this.#close());
  }

  /** False once the call has ended, from whichever side. */
  get open(): boolean {
    return this.#open;
  }

  /** Sends messages at once, whatever waits already. */
  send(messages: Frames): void {
    if (this.#open && messages.length > 0) this.call.write(messages);
  }

  /**
   * Sends messages at the pace at which they are read. While it waits for its reader it asks, with
   * every `nudge`, whether to give up; false when it has.
   */
  async deliver(messages: Frames, givesUp?: () => boolean): Promise<boolean> {
    let chunk: Buffer[] = [];
    let bytes = 0;
    for (const [index, message] of messages.entries()) {
      chunk.push(message);
      bytes += message.length;
      if (bytes < CHUNK_BYTES && index < messages.length - 1) continue;
      this.send(chunk);
      while (this.slow) {
        await this.pause();
        if (this.slow && givesUp?.()) return false;
      }
      chunk = [];
      bytes = 0;
    }
    return true;
  }

  /** More waits to be sent than should. */
  get slow(): boolean {
    return this.#open && this.call.writableNeedDrain;
  }

  /** Resolves when more can be sent, or the call has ended. */
  async drained(): Promise<void> {
    while (this.slow) await this.pause();
  }

  /** Resolves with the next `nudge`, or when the call has ended. One waits at a time. */
  pause(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#open) this.#resume = resolve;
      else resolve();
    });
  }

  /** Ends a `pause`. */
  nudge(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }

  /** Ends the call well. */
  end(): void {
    if (!this.#open) return;
    this.#close();
    this.call.end();
  }

  /** Ends the call with a gRPC status. */
  fail(code: status, details: string): void {
    if (!this.#open) return;
    this.#close();
    this.call.emit('error', { code, details });
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.closed(this);
    this.nudge();
  }
}
