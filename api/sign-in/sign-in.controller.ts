import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { Config } from '../../platform/config/config.js';
import { AllowPerson, AllowSignIn } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { clearSession, SESSION_COOKIE, sessionTokenOf, setCookie } from '../auth/cookie.js';
import { isSecure } from '../auth/same-origin.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AcceptInvitation } from './accept-invitation.js';
import { ConfirmTotp } from './confirm-totp.js';
import { EnrolTotp } from './enrol-totp.js';
import {
  Confirmation,
  Confirmed,
  Credentials,
  Enrolment,
  Invitation,
  Methods,
  SecondFactorBody,
  SINGLE_SIGN_ON,
  State,
  StepUpBody,
  SteppedUp,
  visitorOf,
} from './sign-in-shapes.js';
import { SignIn } from './sign-in.js';
import { SignInWithCode } from './sign-in-with-code.js';
import { SignOut } from './sign-out.js';
import { StepUp } from './step-up.js';
import { FailedSignIn, type Step } from './steps.js';

type StateAnswer = z.input<typeof State>;

@Controller('v1/auth')
@Tagged('Sign-in')
export class SignInController {
  constructor(
    private readonly commands: CommandBus,
    private readonly config: Config,
  ) {}

  @Get('methods')
  @AllowSignIn()
  @Answers({
    id: 'getSignInMethods',
    summary: 'How people can sign in here',
    description: 'Asked by the page that people sign in with.',
    answer: Methods,
  })
  methods(@Req() request: FastifyRequest): z.input<typeof Methods> {
    const { oidc } = this.config;
    return {
      password: true,
      oidc: oidc ? { name: oidc.name, url: SINGLE_SIGN_ON } : null,
      secure: isSecure(request),
    };
  }

  @Post('login')
  @AllowSignIn()
  @Answers({
    id: 'signIn',
    summary: 'Signs in with an e-mail address and a password',
    description:
      'Sets the cookie `__Host-scrip`. An unknown address and a wrong password are the same answer. ' +
      'Too many wrong passwords lock whoever guesses, not the person.',
    answer: State,
    problems: [401, 403, 429],
  })
  async login(
    @Body({ schema: Credentials }) { email, password }: Credentials,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StateAnswer> {
    const before = sessionTokenOf(request);
    const command = new SignIn(email, password, visitorOf(request), before);
    return enter(await noted(request, this.commands.execute(command)), request, reply);
  }

  @Post('mfa')
  @AllowSignIn()
  @Answers({
    id: 'signInWithCode',
    summary: 'Finishes signing in with a code of the app, or a recovery code',
    description: 'The cookie changes. Each code is taken once.',
    answer: State,
    problems: [401, 403, 429],
  })
  async mfa(
    @Body({ schema: SecondFactorBody }) { code, recovery_code = '' }: SecondFactorBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StateAnswer> {
    const given = code === undefined ? { recovery: recovery_code } : { totp: code };
    const command = new SignInWithCode(sessionTokenOf(request), given, visitorOf(request));
    return enter(await noted(request, this.commands.execute(command)), request, reply);
  }

  @Post('invite')
  @AllowSignIn()
  @Answers({
    id: 'acceptInvitation',
    summary: 'Takes an invitation: sets a password, and goes on to set up TOTP',
    description: 'The token of the link `/console/invite#<token>` is taken once.',
    answer: State,
    problems: [401, 403, 429],
  })
  async invite(
    @Body({ schema: Invitation }) { token, password }: Invitation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StateAnswer> {
    const command = new AcceptInvitation(token, password, visitorOf(request));
    return enter(await this.commands.execute(command), request, reply);
  }

  @Post('enrol')
  @AllowSignIn()
  @Answers({
    id: 'enrolTotp',
    summary: 'Makes the secret that an authenticator app is set up with',
    description: 'It counts once its first code is confirmed; asked again, there is another one.',
    answer: Enrolment,
    problems: [401, 403],
  })
  async enrol(@Req() request: FastifyRequest): Promise<z.input<typeof Enrolment>> {
    const { secret, uri } = await this.commands.execute(new EnrolTotp(sessionTokenOf(request)));
    return { secret, otpauth_uri: uri };
  }

  @Post('enrol/confirm')
  @AllowSignIn()
  @Answers({
    id: 'confirmTotp',
    summary: 'Takes the first code of the app, and gives ten recovery codes',
    description: 'The person is signed in, and the cookie changes.',
    answer: Confirmed,
    problems: [401, 403, 429],
  })
  async confirm(
    @Body({ schema: Confirmation }) { code }: Confirmation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.input<typeof Confirmed>> {
    const command = new ConfirmTotp(sessionTokenOf(request), code, visitorOf(request));
    const step = await noted(request, this.commands.execute(command));
    enter(step, request, reply);
    return { state: 'signed_in', recovery_codes: step.recoveryCodes };
  }

  @Post('step-up')
  @AllowPerson()
  @Answers({
    id: 'stepUp',
    summary: 'Proves again who you are, for five minutes',
    description: 'By a code of the app; people of the demo, who have none, by their password.',
    answer: SteppedUp,
  })
  async stepUp(
    @Body({ schema: StepUpBody }) proof: StepUpBody,
    @Person() person: Person,
  ): Promise<z.input<typeof SteppedUp>> {
    const until = await this.commands.execute(new StepUp(person, proof));
    return { step_up_until: formatInstant(until) };
  }

  @Post('logout')
  @AllowSignIn()
  @Answers({
    id: 'signOut',
    summary: 'Ends the session, if there is one',
    description: 'Deletes the cookie.',
    status: 204,
    problems: [403],
  })
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    request.signingIn = await this.commands.execute(new SignOut(sessionTokenOf(request)));
    clearSession(reply);
  }
}

/** What a step comes to; of a wrong password or code, the request notes whose it was to be. */
async function noted<T extends Step>(request: FastifyRequest, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof FailedSignIn) request.signingIn = error.person;
    throw error;
  }
}

function enter(
  { state, token, person }: Step,
  request: FastifyRequest,
  reply: FastifyReply,
): StateAnswer {
  request.signingIn = person;
  setCookie(reply, SESSION_COOKIE, token);
  return { state };
}
