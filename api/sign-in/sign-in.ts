import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { StaffSessions, type Visitor } from '../staff/staff-sessions.js';
import { Staff } from '../staff/staff.entity.js';
import { Guesses } from './guesses.js';
import { Passwords } from './passwords.js';
import { FailedSignIn, Steps, type Step } from './steps.js';

/** Signs in by password. 401 that does not tell a wrong password from an unknown address. */
export class SignIn extends Command<Step> {
  constructor(
    readonly email: string,
    readonly password: string,
    readonly visitor: Visitor,
    readonly before: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
    private readonly steps: Steps,
    private readonly sessions: StaffSessions,
    private readonly guesses: Guesses,
    private readonly passwords: Passwords,
  ) {}

  /** `before`: token of the session that the browser had; it ends. */
  async execute({ email, password, visitor, before }: SignIn): Promise<Step> {
    const { address } = visitor;
    const person = await this.staff.findOneBy({ email: email.toLowerCase() });
    const stored = person?.active ? person.passwordHash : undefined;
    const isRight = await this.guesses.password({ address, email }, () =>
      this.passwords.verify(stored, password),
    );
    if (!person || !isRight) {
      throw new FailedSignIn('invalid_credentials', {
        staffId: person?.id ?? null,
        sessionId: null,
      });
    }
    const step = await this.steps.afterFirst(person, visitor);
    if (before !== undefined) await this.sessions.endToken(before);
    return step;
  }
}
