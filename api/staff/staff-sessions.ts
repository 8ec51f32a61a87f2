import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { personActor } from '../../domain/actor.js';
import type { Instant } from '../../domain/instant.js';
import { SystemClock } from '../../platform/clock/clock.js';
import type { ActingPerson } from '../auth/acting-person.js';
import type { StaffCaller } from '../auth/caller.js';
import { ROLE_PERMISSIONS } from '../auth/roles.js';
import { SessionStore } from './session-store.js';
import {
  claimedSession,
  hashOf,
  newSessionToken,
  sameHash,
  type SessionToken,
} from './session-token.js';
import type { StaffSession, Stage } from './staff-session.entity.js';
import type { Staff } from './staff.entity.js';

const MINUTE_MS = 60_000;
/** A session that is not used for so long has ended. */
export const IDLE_MS = 30 * MINUTE_MS;
/** A session ends so long after signing in, however much it is used. */
export const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;
/** Time for the code, or for setting up TOTP. */
const UNFINISHED_MS = 15 * MINUTE_MS;
/** How long a step-up lasts. */
export const STEP_UP_MS = 5 * MINUTE_MS;
/** The use of a session is written at most so often. */
const TOUCH_MS = MINUTE_MS;

const MAX_CACHED = 10_000;
/** A cached session is read again after this, should a notification have been lost. */
const FRESH_MS = 5_000;
const MAX_TOUCHES_AT_ONCE = 8;

interface Known {
  readonly session: StaffSession;
  readonly caller: StaffCaller;
  readonly askedAtMs: number;
  /** When this process last noted that the session was used. */
  touchedAt: Instant;
}

/** Who signs in, and from where. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** What happens with the beginning of a session. */
export interface Transition {
  /** The session that it takes the place of. */
  readonly replaced?: StaffSession;
  readonly change?: Partial<Staff>;
}

/**
 * Sessions of the console. They run on the system's clock: the test clock ends none. A session that
 * is ended in one process ends in all others by notification, at the latest after 5 s.
 */
@Injectable()
export class StaffSessions {
  private readonly cache = new LRUCache<string, Known>({ max: MAX_CACHED });
  /** Grows with every change: what was read before it is not cached. */
  private changes = 0;
  private touching = 0;

  constructor(
    private readonly store: SessionStore,
    private readonly clock: SystemClock,
  ) {}

  /** The person of a token, without I/O; undefined if `lookUp` is needed. */
  known(token: string): StaffCaller | undefined {
    const id = claimedSession(token);
    const known = id === undefined ? undefined : this.cache.get(id);
    if (!known || performance.now() - known.askedAtMs > FRESH_MS) return undefined;
    if (!sameHash(known.session.hash, hashOf(token)) || !this.isOpen(known)) return undefined;
    return known.caller;
  }

  /** Notes that a session is used; while the database is away, it is noted with the next use. */
  noteUse({ sessionId }: StaffCaller): void {
    const known = this.cache.get(sessionId);
    if (known) this.touch(known);
  }

  /** Whether a token that `known` does not find is likely valid. */
  isLikelyValid(token: string): boolean {
    const id = claimedSession(token);
    return id !== undefined && this.cache.has(id);
  }

  /** The signed-in person of a token; undefined if the session has ended or is of another stage. */
  async lookUp(token: string): Promise<StaffCaller | undefined> {
    const session = await this.find(token, 'signed_in');
    return session && callerOf(session);
  }

  /** The session of a token if it is open and at this stage. */
  async find(token: string | undefined, stage: Stage): Promise<StaffSession | undefined> {
    const id = token === undefined ? undefined : claimedSession(token);
    if (token === undefined || id === undefined) return undefined;
    const session = await this.read(id);
    if (session?.stage !== stage || !sameHash(session.hash, hashOf(token))) return undefined;
    return session;
  }

  /** When a session ends if it is not used any more. */
  idleUntil(session: StaffSession): Instant {
    return idleUntil(session, this.cache.get(session.id)?.touchedAt);
  }

  /** Whether the session of a person who was let in is still open. */
  async isStillOpen({ sessionId }: StaffCaller): Promise<boolean> {
    return (await this.read(sessionId)) !== undefined;
  }

  /** Open sessions of a person, newest first. */
  list(staffId: string): Promise<StaffSession[]> {
    return this.store.list(staffId, this.clock.now(), IDLE_MS);
  }

  /**
   * Begins a session at a stage, in the place of another one, and changes the person with it.
   * Undefined if that one has ended or the person has changed meanwhile: then nothing happens.
   */
  async begin(
    person: Staff,
    stage: Stage,
    { address, userAgent }: Visitor,
    { replaced, change }: Transition = {},
  ): Promise<SessionToken | undefined> {
    const token = newSessionToken();
    const now = this.clock.now();
    const added = await this.store.add(token, {
      person,
      stage,
      address,
      userAgent,
      createdAt: now,
      endsAt: now + (stage === 'signed_in' ? ABSOLUTE_MS : UNFINISHED_MS),
      replaced: replaced?.id,
      change,
    });
    this.forget();
    return added ? token : undefined;
  }

  /** Ends the session of a token, whatever its stage. Gives whose it was; null: there was none. */
  async endToken(token: string): Promise<ActingPerson | null> {
    const id = claimedSession(token);
    const session = id === undefined ? null : await this.store.find(id);
    if (!session || !sameHash(session.hash, hashOf(token))) return null;
    await this.end(session.staffId, session.id);
    return { staffId: session.staffId, sessionId: session.id };
  }

  /** Opens a session for what needs a step-up; gives its end. Undefined: the session has ended. */
  async stepUp(sessionId: string): Promise<Instant | undefined> {
    const until = this.clock.now() + STEP_UP_MS;
    const found = await this.store.stepUp(sessionId, until);
    this.forget();
    return found ? until : undefined;
  }

  /** Whether the last step-up of a person still lasts. */
  hasSteppedUp({ stepUpUntil }: StaffCaller): boolean {
    return stepUpUntil !== undefined && this.clock.now() < stepUpUntil;
  }

  /** Ends one session of a person; false if there is none. */
  async end(staffId: string, sessionId: string): Promise<boolean> {
    const found = await this.store.end(staffId, sessionId);
    this.forget();
    return found;
  }

  /** Ends all sessions of a person. */
  async endAll(staffId: string): Promise<void> {
    await this.store.endAll(staffId);
    this.forget();
  }

  /** Reads all sessions again. Few people use the console: it costs each a look-up. */
  forget(): void {
    this.changes += 1;
    this.cache.clear();
  }

  private async read(id: string): Promise<StaffSession | undefined> {
    const askedAtMs = performance.now();
    const changesBefore = this.changes;
    const session = await this.store.find(id);
    if (!session || !this.isOpen({ session, touchedAt: 0 })) return undefined;
    if (this.changes === changesBefore && session.stage === 'signed_in') {
      const touchedAt = session.seenAt.getTime();
      this.cache.set(id, { session, caller: callerOf(session), askedAtMs, touchedAt });
    }
    return session;
  }

  private isOpen({ session, touchedAt }: Pick<Known, 'session' | 'touchedAt'>): boolean {
    const now = this.clock.now();
    const { staff, seenAt, endsAt } = session;
    const usedAt = Math.max(seenAt.getTime(), touchedAt);
    return staff.active && now < endsAt.getTime() && now < usedAt + IDLE_MS;
  }

  private touch(known: Known): void {
    const now = this.clock.now();
    if (now - known.touchedAt < TOUCH_MS || this.touching >= MAX_TOUCHES_AT_ONCE) return;
    const before = known.touchedAt;
    known.touchedAt = now;
    this.touching += 1;
    this.store
      .touch(known.session, now)
      .catch(() => (known.touchedAt = before))
      .finally(() => (this.touching -= 1));
  }
}

/** When a session ends if it is not used any more; what was `touchedAt` may not be stored yet. */
export const idleUntil = ({ seenAt, endsAt }: StaffSession, touchedAt: Instant = 0): Instant =>
  Math.min(Math.max(seenAt.getTime(), touchedAt) + IDLE_MS, endsAt.getTime());

function callerOf({ id, staffId, staff: { role }, stepUpUntil }: StaffSession): StaffCaller {
  return {
    kind: 'staff',
    id: staffId,
    actor: personActor(staffId),
    role,
    permissions: ROLE_PERMISSIONS[role],
    sessionId: id,
    stepUpUntil: stepUpUntil?.getTime(),
  };
}
