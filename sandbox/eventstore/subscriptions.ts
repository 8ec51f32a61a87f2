import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { Behaviour } from './behaviour.js';
import { LogFollower, StreamFollower } from './followers.js';
import type { Follower } from './followers.js';
import type { Outlet } from './outlet.js';
import type { ReadRequest } from './wire/read-request.js';
import { CAUGHT_UP, FELL_BEHIND, confirmation } from './wire/read-wire.js';
import type { EventLog } from './reads.js';

/** So many events may have been committed that a live subscription has not taken: 23.10. */
const ROOM_EVENTS = 32;
/** What turning live takes: events that come meanwhile come before "caught up". */
const TURNING_MS = 2;
/** Events looked at in one step. */
const STEP_EVENTS = 256;

/** Serves a subscription to the log or to a stream until the caller ends it. */
export async function serveSubscription(
  request: ReadRequest,
  outlet: Outlet,
  log: EventLog,
  behaviour: Behaviour,
): Promise<void> {
  outlet.send([confirmation(randomUUID())]);
  const { stream } = request;
  const follower =
    stream === undefined
      ? new LogFollower(request, log)
      : await StreamFollower.open(stream, request, log);
  const subscription = new Subscription(follower, outlet, log, behaviour);
  await (behaviour.waitsForReaders ? subscription.follow() : subscription.followOrDrop());
}

class Subscription {
  constructor(
    private readonly follower: Follower,
    private readonly outlet: Outlet,
    private readonly log: EventLog,
    private readonly behaviour: Behaviour,
  ) {}

  /** Live as long as memory reaches back to it; else from the table until it is live again. */
  async follow(): Promise<void> {
    const { follower, outlet } = this;
    let live = false;
    while (outlet.open) {
      const recent = follower.recent();
      if (recent === 'gone') {
        if (live) outlet.send([FELL_BEHIND]);
        live = false;
        await outlet.deliver(await follower.page());
      } else if (recent === 'end') {
        if (!live) this.#sayCaughtUp();
        live = true;
        await outlet.pause();
      } else {
        await outlet.deliver(recent);
      }
    }
  }

  /** From the table and memory to the end; live from there on, unless it is too slow for that. */
  async followOrDrop(): Promise<void> {
    const { follower, outlet } = this;
    for (let recent = follower.recent(); recent !== 'end'; recent = follower.recent()) {
      await outlet.deliver(recent === 'gone' ? await follower.page() : recent);
      if (!outlet.open) return;
    }
    await delay(TURNING_MS);
    if (!(await this.#passOn('while transitioning to live'))) return;
    this.#sayCaughtUp();
    while (outlet.open) {
      await outlet.pause();
      if (!(await this.#passOn('while live'))) return;
    }
  }

  #sayCaughtUp(): void {
    const checkpoint = this.behaviour.checkpointAtEnd ? this.follower.atEnd() : [];
    this.outlet.send([...checkpoint, CAUGHT_UP]);
  }

  /** Passes on what has come since; false when that is more than there is room for. */
  async #passOn(when: string): Promise<boolean> {
    const { follower, outlet } = this;
    while (outlet.open) {
      const taken = follower.position;
      const tooSlow = () => this.#overflowsAfter(taken);
      const recent = tooSlow() ? 'gone' : follower.recent();
      if (recent === 'end') return true;
      if (recent === 'gone' || !(await outlet.deliver(recent, tooSlow))) {
        const reason = `Consumer too slow to handle event ${when}. Client resubscription required.`;
        outlet.fail(status.ABORTED, reason);
      }
    }
    return false;
  }

  #overflowsAfter(position: number): boolean {
    const { recent } = this.log;
    let wanted = 0;
    for (let from = position; from < recent.last;) {
      const step = recent.after(from, STEP_EVENTS);
      if (!step) return true;
      wanted += step.filter((event) => this.follower.wants(event)).length;
      if (wanted > ROOM_EVENTS) return true;
      from = step.at(-1)?.position ?? recent.last;
    }
    return false;
  }
}
