import { LRUCache } from 'lru-cache';

/** A delivery may begin, or how long it had better wait. */
export type Slot = { readonly release: () => void } | { readonly waitMs: number };

/** Attempts under way to one endpoint at once, a process. */
const MAX_AT_ONCE_PER_ENDPOINT = 4;
/** Far more than there are at a time; of those not heard of for longest nothing is known. */
const MAX_ENDPOINTS_KNOWN = 1_000;
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 600_000;
/** What an attempt of an endpoint is taken to last before there was one. */
const FIRST_GUESS_MS = 200;
/** How much of the guess the newest attempt is. */
const WEIGHT = 0.3;

interface Endpoint {
  running: number;
  usualMs: number;
  /** When the last of those that were told to wait should come back. */
  bookedUntilMs: number;
}

/**
 * Keeps one slow endpoint from taking the whole worker: of each only a few attempts are under way
 * at once. Who finds no place is given a time of its own, spaced by how long attempts of this
 * endpoint take, so that a long queue does not come back all at once, again and again.
 */
export class EndpointSlots {
  private readonly endpoints = new LRUCache<string, Endpoint>({ max: MAX_ENDPOINTS_KNOWN });

  constructor(private readonly atOnce: number = MAX_AT_ONCE_PER_ENDPOINT) {}

  /** `release` is to be called once, when the attempt has ended. */
  take(id: string): Slot {
    const nowMs = performance.now();
    const endpoint = this.endpoints.get(id) ?? newEndpoint();
    this.endpoints.set(id, endpoint);
    if (endpoint.running >= this.atOnce) return { waitMs: this.book(endpoint, nowMs) };
    endpoint.running += 1;
    return { release: () => this.release(endpoint, performance.now() - nowMs) };
  }

  private book(endpoint: Endpoint, nowMs: number): number {
    const spacingMs = endpoint.usualMs / this.atOnce;
    const from = Math.max(endpoint.bookedUntilMs, nowMs + SHORTEST_WAIT_MS);
    endpoint.bookedUntilMs = Math.min(from + spacingMs, nowMs + LONGEST_WAIT_MS);
    return Math.round(endpoint.bookedUntilMs - nowMs);
  }

  private release(endpoint: Endpoint, tookMs: number): void {
    endpoint.running -= 1;
    endpoint.usualMs += (tookMs - endpoint.usualMs) * WEIGHT;
  }
}

const newEndpoint = (): Endpoint => ({ running: 0, usualMs: FIRST_GUESS_MS, bookedUntilMs: 0 });
