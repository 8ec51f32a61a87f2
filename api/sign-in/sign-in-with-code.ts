import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Visitor } from '../staff/staff-sessions.js';
import { Guesses } from './guesses.js';
import { SecondFactor } from './second-factor.js';
import { FailedSignIn, Steps, type Step } from './steps.js';

/** Finishes signing in with a code of the app, or a recovery code. */
export class SignInWithCode extends Command<Step> {
  constructor(
    readonly token: string | undefined,
    readonly code: { readonly totp: string } | { readonly recovery: string },
    readonly visitor: Visitor,
  ) {
    super();
  }
}

@CommandHandler(SignInWithCode)
export class SignInWithCodeHandler implements ICommandHandler<SignInWithCode> {
  constructor(
    private readonly steps: Steps,
    private readonly guesses: Guesses,
    private readonly factor: SecondFactor,
  ) {}

  async execute({ token, code, visitor }: SignInWithCode): Promise<Step> {
    const session = await this.steps.sessionAt('code', token);
    const { staff: person } = session;
    const isRight = await this.guesses.again(person.id, () =>
      'totp' in code
        ? this.factor.takeCode(person, code.totp)
        : this.factor.takeRecoveryCode(person, code.recovery),
    );
    if (!isRight) {
      const { id: sessionId } = session;
      throw new FailedSignIn('invalid_code', { staffId: person.id, sessionId });
    }
    return this.steps.begin(person, 'signed_in', visitor, { replaced: session });
  }
}
