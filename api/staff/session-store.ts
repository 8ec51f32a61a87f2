import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, MoreThan, Repository, type EntityManager } from 'typeorm';
import type { Instant } from '../../domain/instant.js';
import type { SessionToken } from './session-token.js';
import { StaffSession, type Stage } from './staff-session.entity.js';
import { Staff } from './staff.entity.js';

/** The channel on which a change of sessions or staff is announced to all processes. */
export const STAFF_CHANGES = 'staff_changes';
/** Open sessions of one person; a new one ends the oldest. */
const MAX_SESSIONS = 50;
const MAX_USER_AGENT_CHARS = 256;

/** A session to be stored. */
export interface NewSession {
  /** As they were when it was decided that a session may begin. */
  readonly person: Staff;
  readonly stage: Stage;
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly createdAt: Instant;
  readonly endsAt: Instant;
  /** The session that this one takes the place of. */
  readonly replaced: string | undefined;
  /** What is stored with it. */
  readonly change: Partial<Staff> | undefined;
}

/** Announces a change to all processes when the transaction commits. */
export const announceStaff = (manager: EntityManager, subject: string): Promise<unknown> =>
  manager.query('SELECT pg_notify($1, $2)', [STAFF_CHANGES, subject]);

/** Stores sessions of the console; changes that other processes may have cached are announced. */
@Injectable()
export class SessionStore {
  constructor(@InjectRepository(StaffSession) private readonly stored: Repository<StaffSession>) {}

  /** The session with this id and its person, if it was not ended. */
  find(id: string): Promise<StaffSession | null> {
    return this.stored.findOneBy({ id });
  }

  /** Sessions of a signed-in person that are not idle, newest first. */
  list(staffId: string, now: Instant, idleMs: number): Promise<StaffSession[]> {
    return this.stored.find({
      where: {
        staffId,
        stage: 'signed_in',
        endsAt: MoreThan(new Date(now)),
        seenAt: MoreThan(new Date(now - idleMs)),
      },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: MAX_SESSIONS,
    });
  }

  /**
   * Stores a session. Returns false, and stores nothing, if the session that it replaces is gone,
   * or the person's credentials have changed meanwhile.
   */
  add({ id, hash }: SessionToken, session: NewSession): Promise<boolean> {
    const { person, stage, address, userAgent, createdAt, endsAt, replaced, change } = session;
    const { id: staffId } = person;
    return this.stored.manager.transaction(async (manager) => {
      if (!isUnchanged(await lockStaff(manager, staffId), person)) return false;
      if (replaced !== undefined) {
        const { affected } = await manager.delete(StaffSession, { id: replaced });
        if (affected === 0) return false;
        await announceStaff(manager, replaced);
      }
      const update = { ...change, ...(stage === 'signed_in' && { seenAt: new Date(createdAt) }) };
      if (Object.keys(update).length > 0) await manager.update(Staff, { id: staffId }, update);
      await makeRoom(manager, staffId, createdAt);
      await manager.insert(StaffSession, {
        id,
        hash,
        staffId,
        stage,
        address,
        userAgent: userAgent?.slice(0, MAX_USER_AGENT_CHARS) ?? null,
        createdAt: new Date(createdAt),
        seenAt: new Date(createdAt),
        endsAt: new Date(endsAt),
      });
      return true;
    });
  }

  /** Notes that a session was used, and its person seen. */
  async touch({ id, staffId }: StaffSession, now: Instant): Promise<void> {
    const seenAt = new Date(now);
    // Not in one transaction: whoever begins a session locks these rows in the other order.
    await this.stored.update({ id }, { seenAt });
    await this.stored.manager.update(Staff, { id: staffId }, { seenAt });
  }

  /** Keeps the sealed TOTP secret that a person is about to confirm. */
  async keepEnrolSecret(id: string, enrolSecret: string): Promise<void> {
    await this.stored.update({ id }, { enrolSecret });
  }

  /** Stores the end of a step-up; false if the session is gone. */
  stepUp(id: string, until: Instant): Promise<boolean> {
    return this.stored.manager.transaction(async (manager) => {
      const change = { stepUpUntil: new Date(until) };
      const { affected } = await manager.update(StaffSession, { id }, change);
      await announceStaff(manager, id);
      return affected === 1;
    });
  }

  /** Ends all sessions of a person. */
  endAll(staffId: string): Promise<void> {
    return this.stored.manager.transaction((manager) => endSessions(manager, staffId));
  }

  /** Ends one session of a person; false if there is none. */
  end(staffId: string, id: string): Promise<boolean> {
    return this.stored.manager.transaction(async (manager) => {
      const { affected } = await manager.delete(StaffSession, { id, staffId });
      await announceStaff(manager, id);
      return affected === 1;
    });
  }
}

/**
 * Locks a person: whoever changes credentials or begins a session does so first, so that none of
 * this happens between the steps of another.
 */
export const lockStaff = (manager: EntityManager, id: string): Promise<Staff | null> =>
  manager.findOne(Staff, { where: { id }, lock: { mode: 'pessimistic_write' } });

const isUnchanged = (now: Staff | null, before: Staff): boolean =>
  now !== null &&
  now.active &&
  now.passwordHash === before.passwordHash &&
  now.totpSecret === before.totpSecret &&
  now.oidcSubject === before.oidcSubject;

/** Ends all sessions of a person, in a transaction that changes more. */
export async function endSessions(manager: EntityManager, staffId: string): Promise<void> {
  await manager.delete(StaffSession, { staffId });
  await announceStaff(manager, staffId);
}

async function makeRoom(manager: EntityManager, staffId: string, now: Instant): Promise<void> {
  await manager.delete(StaffSession, { staffId, endsAt: LessThan(new Date(now)) });
  const [oldest] = await manager.find(StaffSession, {
    select: { id: true, createdAt: true },
    where: { staffId },
    order: { createdAt: 'DESC', id: 'DESC' },
    skip: MAX_SESSIONS - 1,
    take: 1,
    loadEagerRelations: false,
  });
  if (oldest) {
    await manager.delete(StaffSession, { staffId, createdAt: LessThan(oldest.createdAt) });
    await manager.delete(StaffSession, { id: oldest.id });
    await announceStaff(manager, staffId);
  }
}
