import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/** How much of an answered request is thrown away, and for how long, before it is cut off. */
export interface LingerLimits {
  readonly discardedBytes: number;
  readonly ms: number;
}

const LINGER_LIMITS: LingerLimits = { discardedBytes: 64 * 1_048_576, ms: 10_000 };
const LOOK_EVERY_MS = 50;

/**
 * Lets a request be answered for good while its body is still being sent. The answer and the end of
 * our side go out at once; what still comes is thrown away. To close on bytes that nobody has read
 * would be to reset the connection: its sender would find the reset in place of the answer.
 */
export function lingerAfter(request: IncomingMessage, limits = LINGER_LIMITS): void {
  const { socket, headers } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  // With this Node closes a connection after its last answer.
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
