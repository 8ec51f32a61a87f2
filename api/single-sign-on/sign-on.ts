import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Problem } from '../http/problem.js';
import { Guesses } from '../sign-in/guesses.js';
import { Steps, type Step } from '../sign-in/steps.js';
import { StaffInvite } from '../staff/staff-invite.entity.js';
import { StaffSessions, type Visitor } from '../staff/staff-sessions.js';
import { Staff } from '../staff/staff.entity.js';
import type { Attempt } from './attempts.js';
import { Provider, type Identity } from './provider.js';
import { SignOnRefused } from './refusal.js';

/** Signs in whom the provider names. Throws SignOnRefused. */
export class SignOn extends Command<Step> {
  constructor(
    /** What the browser began with. */
    readonly attempt: Attempt,
    /** Where it came back to, with the provider's answer. */
    readonly url: URL,
    readonly visitor: Visitor,
    /** Token of the session that the browser had; it ends. */
    readonly before: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(SignOn)
export class SignOnHandler implements ICommandHandler<SignOn> {
  constructor(
    @Inject(Provider) private readonly provider: Provider,
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
    @InjectRepository(StaffInvite) private readonly invites: Repository<StaffInvite>,
    private readonly steps: Steps,
    private readonly sessions: StaffSessions,
    private readonly guesses: Guesses,
  ) {}

  async execute({ attempt, url, visitor, before }: SignOn): Promise<Step> {
    try {
      const step = await this.guesses.signOn(visitor.address, async () =>
        this.enter(await this.provider.identify(attempt, url), visitor),
      );
      if (before !== undefined) await this.sessions.endToken(before);
      return step;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // A 401: the person changed while the session began.
      throw new SignOnRefused(error.status === 429 ? 'too_many' : 'expired', error);
    }
  }

  private async enter(identity: Identity, visitor: Visitor): Promise<Step> {
    const { issuer: oidcIssuer, subject: oidcSubject } = identity;
    const known = await this.staff.findOneBy({ oidcIssuer, oidcSubject });
    const person = known ?? (await this.newcomer(identity));
    if (!person.active) throw new SignOnRefused('no_person');
    if (await this.invites.existsBy({ staffId: person.id })) throw new SignOnRefused('invited');
    return this.steps.afterFirst(person, visitor, { oidcIssuer, oidcSubject });
  }

  /** Whoever has the verified address, and did not sign in with another account before. */
  private async newcomer({ issuer, email: emailOf }: Identity): Promise<Staff> {
    const email = await emailOf();
    if (email === undefined) throw new SignOnRefused('unverified');
    const person = await this.staff.findOneBy({ email });
    if (!person) throw new SignOnRefused('no_person');
    if (person.oidcIssuer === issuer) throw new SignOnRefused('other_account');
    return person;
  }
}
