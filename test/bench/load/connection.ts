import net from 'node:net';
import { uuid7 } from './uuid7.js';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/**
 * One keep-alive connection with one request in flight. HTTP clients made for comfort cost several
 * times the CPU; on a small machine that would be taken from the server being measured.
 */
export class Connection {
  private received = '';
  /** Length of the answer with its head, once the head has arrived; -1 before. */
  private expected = -1;
  private bodyAt = 0;
  private current: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined;

  private constructor(private readonly socket: net.Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.take(text));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the connection was closed')));
  }

  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host, port, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Connection(socket));
      });
    });
  }

  /** Writes a whole request (head and body) and resolves with its answer. */
  send(request: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(new Error('the connection was closed'));
      this.current = { resolve, reject };
      this.socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.current = undefined;
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    if (this.expected < 0 && !this.readHead()) return;
    if (this.received.length < this.expected) return;
    const reply = {
      status: Number(this.received.slice(9, 12)),
      body: this.received.slice(this.bodyAt, this.expected),
    };
    this.received = this.received.slice(this.expected);
    this.expected = -1;
    const waiting = this.current;
    this.current = undefined;
    waiting?.resolve(reply);
  }

  private readHead(): boolean {
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.received.slice(0, end))?.[1];
    if (length === undefined) {
      this.fail(new Error('an answer without a content-length'));
      this.socket.destroy();
      return false;
    }
    this.bodyAt = end + 4;
    this.expected = this.bodyAt + Number(length);
    return true;
  }

  private fail(error: Error): void {
    const waiting = this.current;
    this.current = undefined;
    waiting?.reject(error);
  }
}

const DEBIT = '{"credits":"1","feature":"chat"}';

/** A debit of one credit under a key of its own, as it goes over the wire. */
export const debitRequest = (apiKey: string, account: number): string =>
  [
    `POST /v1/accounts/${account}/debits HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${DEBIT.length}`,
    `authorization: Bearer ${apiKey}`,
    `idempotency-key: ${uuid7()}`,
    '',
    DEBIT,
  ].join('\r\n');
