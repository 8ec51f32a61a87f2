import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Fact } from '../../domain/event.js';
import type { Reason } from '../../domain/account/commands.js';
import { DomainError } from '../../domain/errors.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Executed } from '../../platform/event-store/event-store.js';
import { ReasonNote } from './reason-note.entity.js';
import { Problem } from '../http/problem.js';
import type { Caller } from '../auth/caller.js';

const SALT_BYTES = 32;

/** Why something is done, as a body says it. */
export interface ReasonBody {
  readonly reason_code: Reason['reasonCode'];
  readonly note?: string | undefined;
  readonly ticket?: string | undefined;
}

/** Author and account of a note. */
interface About {
  readonly accountId: string;
  readonly caller: Caller;
  readonly body: ReasonBody;
}

/**
 * Stores notes: personal free text is kept outside the log and written before the event, which
 * carries its HMAC. Erasing a note erases its salt too, so that the HMAC reveals nothing.
 */
@Injectable()
export class ReasonNotes {
  constructor(
    @InjectRepository(ReasonNote) private readonly notes: Repository<ReasonNote>,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs a command with its reason; keeps the note only if an event of this attempt refers to it,
   * or if the outcome is unknown (503): the event may be in the log.
   */
  async keepWith<Event extends Fact>(
    about: About,
    execute: (reason: Reason) => Promise<Executed<Event>>,
  ): Promise<Executed<Event>> {
    const { reason_code: reasonCode, note, ticket } = about.body;
    const reason = { reasonCode, ...(ticket !== undefined && { ticket }) };
    if (note === undefined) return execute(reason);
    const { accountId, caller } = about;
    return this.keepNote({ accountId, caller, note }, (noteHmac) =>
      execute({ ...reason, noteHmac }),
    );
  }

  /** The same for what is recorded outside the log: the note goes if it is refused. */
  async keepFor<Result>(
    { accountId, caller, body }: About,
    record: (reason: Reason) => Promise<Result>,
  ): Promise<Result> {
    const { reason_code: reasonCode, note, ticket } = body;
    const reason = { reasonCode, ...(ticket !== undefined && { ticket }) };
    if (note === undefined) return record(reason);
    const noteHmac = await this.write({ accountId, caller }, note);
    try {
      return await record({ ...reason, noteHmac });
    } catch (error) {
      if (error instanceof DomainError || error instanceof Problem) await this.drop(noteHmac);
      throw error;
    }
  }

  /** The same for a note alone. */
  async keepNote<Event extends Fact>(
    { note, ...about }: Omit<About, 'body'> & { readonly note: string },
    execute: (noteHmac: string) => Promise<Executed<Event>>,
  ): Promise<Executed<Event>> {
    const noteHmac = await this.write(about, note);
    try {
      const executed = await execute(noteHmac);
      if (executed.hit || executed.events.length === 0) await this.drop(noteHmac);
      return executed;
    } catch (error) {
      if (error instanceof DomainError || error instanceof Problem) await this.drop(noteHmac);
      throw error;
    }
  }

  /** The same for an action that needs no reason; see `reasonGiven`. */
  keepIfAny<Event extends Fact>(
    { accountId, caller, body }: Omit<About, 'body'> & { readonly body: Partial<ReasonBody> },
    execute: (reason: Reason | undefined) => Promise<Executed<Event>>,
  ): Promise<Executed<Event>> {
    const { reason_code, note, ticket } = body;
    if (reason_code === undefined) return execute(undefined);
    return this.keepWith({ accountId, caller, body: { reason_code, note, ticket } }, execute);
  }

  private async write({ accountId, caller }: Omit<About, 'body'>, text: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hmac = createHmac('sha256', salt).update(text).digest('base64url');
    await this.notes.insert({
      hmac,
      accountId,
      text,
      salt,
      createdBy: caller.actor,
      createdAt: new Date(this.clock.now()),
    });
    return hmac;
  }

  private async drop(hmac: string): Promise<void> {
    await this.notes.delete({ hmac });
  }
}
