import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SessionStore } from '../staff/session-store.js';
import { SecondFactor } from './second-factor.js';
import { Steps } from './steps.js';

/** Makes a TOTP secret that waits for its first code. */
export class EnrolTotp extends Command<{ readonly secret: string; readonly uri: string }> {
  constructor(readonly token: string | undefined) {
    super();
  }
}

@CommandHandler(EnrolTotp)
export class EnrolTotpHandler implements ICommandHandler<EnrolTotp> {
  constructor(
    private readonly steps: Steps,
    private readonly store: SessionStore,
    private readonly factor: SecondFactor,
  ) {}

  async execute({ token }: EnrolTotp): Promise<{ secret: string; uri: string }> {
    const session = await this.steps.sessionAt('enrol', token);
    const { secret, uri, sealed } = this.factor.newSecret(session.staff);
    await this.store.keepEnrolSecret(session.id, sealed);
    return { secret, uri };
  }
}
