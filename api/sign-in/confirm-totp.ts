import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '../http/problem.js';
import type { Visitor } from '../staff/staff-sessions.js';
import { Guesses } from './guesses.js';
import { newRecoveryCodes, recoveryHash, SecondFactor } from './second-factor.js';
import { endedStep, FailedSignIn, Steps, type Step } from './steps.js';

/** Takes the first code of a TOTP secret, and gives recovery codes, shown once. */
export class ConfirmTotp extends Command<Step & { readonly recoveryCodes: string[] }> {
  constructor(
    readonly token: string | undefined,
    readonly code: string,
    readonly visitor: Visitor,
  ) {
    super();
  }
}

@CommandHandler(ConfirmTotp)
export class ConfirmTotpHandler implements ICommandHandler<ConfirmTotp> {
  constructor(
    private readonly steps: Steps,
    private readonly guesses: Guesses,
    private readonly factor: SecondFactor,
  ) {}

  async execute({
    token,
    code,
    visitor,
  }: ConfirmTotp): Promise<Step & { readonly recoveryCodes: string[] }> {
    const session = await this.steps.sessionAt('enrol', token);
    const { enrolSecret, staff: person } = session;
    // Somebody else who knew the password was quicker.
    if (person.totpSecret !== null) throw endedStep();
    if (enrolSecret === null) throw new Problem('invalid_code', 'POST /v1/auth/enrol first');
    let step: number | undefined;
    await this.guesses.again(person.id, async () => {
      step = await this.factor.stepOf(enrolSecret, person, code);
      return step !== undefined;
    });
    if (step === undefined) {
      const { id: sessionId } = session;
      throw new FailedSignIn('invalid_code', { staffId: person.id, sessionId });
    }
    const recoveryCodes = newRecoveryCodes();
    const next = await this.steps.begin(person, 'signed_in', visitor, {
      replaced: session,
      change: {
        totpSecret: enrolSecret,
        totpStep: step,
        recoveryCodes: recoveryCodes.map(recoveryHash),
      },
    });
    return { ...next, recoveryCodes };
  }
}
