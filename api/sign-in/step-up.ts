import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Instant } from '../../domain/instant.js';
import type { StaffCaller } from '../auth/caller.js';
import { invalid, Problem } from '../http/problem.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { Staff } from '../staff/staff.entity.js';
import { Guesses } from './guesses.js';
import { Passwords } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { endedStep, Steps } from './steps.js';

/** What proves again who a person is. */
export interface Proof {
  readonly code?: string | undefined;
  readonly password?: string | undefined;
}

/** Proves again who a person is; gives the end of what that opens. */
export class StepUp extends Command<Instant> {
  constructor(
    readonly person: StaffCaller,
    readonly proof: Proof,
  ) {
    super();
  }
}

@CommandHandler(StepUp)
export class StepUpHandler implements ICommandHandler<StepUp> {
  constructor(
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
    private readonly steps: Steps,
    private readonly sessions: StaffSessions,
    private readonly guesses: Guesses,
    private readonly passwords: Passwords,
    private readonly factor: SecondFactor,
  ) {}

  async execute({
    person: { id, sessionId },
    proof: { code, password },
  }: StepUp): Promise<Instant> {
    const person = await this.staff.findOneByOrFail({ id });
    const byCode = this.steps.stageOf(person) !== 'signed_in';
    if (byCode && code === undefined) throw expected('code');
    if (!byCode && password === undefined) throw expected('password');
    const isRight = await this.guesses.again(sessionId, () =>
      byCode
        ? this.factor.takeCode(person, code ?? '')
        : this.passwords.verify(person.passwordHash, password ?? ''),
    );
    if (!isRight) throw new Problem(byCode ? 'invalid_code' : 'invalid_credentials');
    const until = await this.sessions.stepUp(sessionId);
    if (until === undefined) throw endedStep();
    return until;
  }
}

const expected = (name: 'code' | 'password') => invalid([{ name, reason: 'is required' }]);
