import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/** Limits of discarding the rest of an answered request. */
export interface LingerLimits {
  readonly discardedBytes: number;
  readonly ms: number;
}

const LINGER_LIMITS: LingerLimits = { discardedBytes: 64 * 1_048_576, ms: 10_000 };
const LOOK_EVERY_MS = 50;

/**
 * Sends the answer of a request while its body is still arriving: half-closes the connection and
 * discards what arrives. Closing with unread bytes would reset the connection, and the client would
 * see the reset instead of the answer.
 */
export function lingerAfter(request: IncomingMessage, limits = LINGER_LIMITS): void {
  const { socket, headers } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  // Node calls this after the last answer of a connection.
  socket.destroySoon = () => {
    if (request.complete) Socket.prototype.destroySoon.call(socket);
    else linger(request, limits);
  };
}

function linger(request: IncomingMessage, { discardedBytes, ms }: LingerLimits): void {
  const { socket } = request;
  const [mostBytes, untilMs] = [socket.bytesRead + discardedBytes, performance.now() + ms];
  const timer = setInterval(() => {
    const isOver = request.complete && socket.writableFinished;
    const isTooMuch = socket.bytesRead > mostBytes || performance.now() > untilMs;
    if (isOver || isTooMuch) socket.destroy();
  }, LOOK_EVERY_MS);
  socket.once('close', () => clearInterval(timer));
  socket.end();
}
