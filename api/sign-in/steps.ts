import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import type { ActingPerson, FailedPerson } from '../auth/acting-person.js';
import { Problem } from '../http/problem.js';
import type { StaffSession, Stage } from '../staff/staff-session.entity.js';
import { StaffSessions, type Transition, type Visitor } from '../staff/staff-sessions.js';
import type { Staff } from '../staff/staff.entity.js';

/** Where a person stands after a step of signing in, and the token of the session from here on. */
export interface Step {
  readonly state: Stage;
  readonly token: string;
  readonly person: ActingPerson;
}

/**
 * Steps of signing in: a password or single sign-on, then a code. The session's token changes with
 * each.
 */
@Injectable()
export class Steps {
  constructor(
    private readonly sessions: StaffSessions,
    private readonly config: Config,
  ) {}

  /** What a person has to do after the first step. */
  stageOf({ needsTotp, totpSecret }: Staff): Stage {
    // Nobody goes without a second factor in production, whatever the table says.
    if (!needsTotp && this.config.sandbox) return 'signed_in';
    return totpSecret === null ? 'enrol' : 'code';
  }

  /** Begins a session after the first step, and changes the person with it. */
  afterFirst(person: Staff, visitor: Visitor, change?: Partial<Staff>): Promise<Step> {
    return this.begin(person, this.stageOf(person), visitor, { ...(change && { change }) });
  }

  /** Begins a session at a stage. 401 if the session that led here, or the person, has changed. */
  async begin(
    person: Staff,
    state: Stage,
    visitor: Visitor,
    transition?: Transition,
  ): Promise<Step> {
    const begun = await this.sessions.begin(person, state, visitor, transition);
    if (!begun) throw endedStep();
    const { token, id: sessionId } = begun;
    return { state, token, person: { staffId: person.id, sessionId } };
  }

  /** The open session of a token at a stage; else 401. */
  async sessionAt(stage: Stage, token: string | undefined): Promise<StaffSession> {
    const session = await this.sessions.find(token, stage);
    if (!session) throw endedStep();
    return session;
  }
}

/** 401 of a wrong password or code. Whose it was to be is for the record, not for the answer. */
export class FailedSignIn extends Problem {
  constructor(
    code: 'invalid_credentials' | 'invalid_code',
    readonly person: FailedPerson,
  ) {
    super(code);
  }
}

/** 401 of a step whose session has ended, or is of another stage. */
export const endedStep = (): Problem =>
  new Problem('unauthorized', 'this step of signing in has ended: begin again', {
    members: { reason: 'session_ended' },
  });
