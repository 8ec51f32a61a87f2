import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '../http/problem.js';

/** Concurrent checks of a process: each reads as fast as the stores allow. */
const MAX_CHECKS_AT_ONCE = 2;

/** Bounds how many checks of the log this process carries out at once. */
@Injectable()
export class CheckSlots {
  private taken = 0;

  /** Takes a slot and returns what frees it. Throws Problem `rate_limited` if none is free. */
  take(): () => void {
    if (this.taken >= MAX_CHECKS_AT_ONCE) {
      const headers = { 'retry-after': '10' };
      throw new Problem('rate_limited', 'the log is being checked already', { headers });
    }
    this.taken += 1;
    return () => {
      this.taken -= 1;
    };
  }
}

/**
 * Aborts once nobody waits for an answer any more: it was sent, or its connection closed. Listens
 * to the answer, since a connection outlives many of them.
 */
export function untilGone({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  // Closed before the listener was added.
  if (raw.closed || raw.destroyed) gone.abort();
  return gone.signal;
}
