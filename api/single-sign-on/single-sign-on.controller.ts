import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Logger } from '../../platform/log.js';
import { AllowSignIn } from '../auth/allow.js';
import { cookieOf, SESSION_COOKIE, sessionTokenOf, setCookie } from '../auth/cookie.js';
import { originOf } from '../auth/same-origin.js';
import { LOG } from '../http/log.js';
import { Problem } from '../http/problem.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { SINGLE_SIGN_ON, visitorOf } from '../sign-in/sign-in-shapes.js';
import { ATTEMPT_COOKIE, ATTEMPT_S, Attempts } from './attempts.js';
import { Provider } from './provider.js';
import { SignOnRefused, type Refusal } from './refusal.js';
import { SignOn } from './sign-on.js';

const CALLBACK = `${SINGLE_SIGN_ON}/callback`;
const LOCATION = { location: 'A page of the provider, or the sign-in page of the console.' };
const MAX_CHARS = 4_096;
const Text = z.string().max(MAX_CHARS);

/** What the provider sends back; it may add more. */
const Returned = z
  .object({ code: Text.optional(), state: Text.optional(), error: Text.optional() })
  .catchall(Text);

/** Browsers are sent here: each answer leads on to another page, and none to another's choice. */
@Controller(SINGLE_SIGN_ON.slice(1))
@Tagged('Sign-in')
export class SingleSignOnController {
  constructor(
    private readonly commands: CommandBus,
    private readonly attempts: Attempts,
    @Inject(Provider) private readonly provider: Provider | null,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  @Get()
  @AllowSignIn()
  @Answers({
    id: 'beginSingleSignOn',
    summary: 'Leads the browser to the OpenID Connect provider',
    description: 'Sets a cookie, which the way back needs. 404 if no provider is set up.',
    status: 303,
    headers: LOCATION,
    problems: [404],
  })
  async begin(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { provider } = this;
    if (!provider) throw notSetUp();
    const { attempt, cookie } = this.attempts.begin();
    const url = await this.orRefused(() => provider.address(attempt, callbackOf(request)));
    if (url instanceof URL) setCookie(reply, ATTEMPT_COOKIE, cookie, ATTEMPT_S);
    void reply.header('location', url instanceof URL ? url.href : pageOf(url));
  }

  @Get('callback')
  @AllowSignIn()
  @Answers({
    id: 'finishSingleSignOn',
    summary: 'Takes the browser back from the provider',
    description:
      'Signs in the active member of staff whose verified e-mail address the provider names; from ' +
      'then on, whoever has the same account there. A code of TOTP is asked for next, as after a ' +
      'password. Leads to `/console/login?sso=…`: where the person stands, or why it was refused.',
    status: 303,
    headers: LOCATION,
    problems: [404],
  })
  async finish(
    @Query({ schema: Returned }) returned: z.output<typeof Returned>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (!this.provider) throw notSetUp();
    const attempt = this.attempts.of(cookieOf(request, ATTEMPT_COOKIE));
    setCookie(reply, ATTEMPT_COOKIE, '', 0);
    const step = await this.orRefused(async () => {
      if (!attempt) throw new SignOnRefused('expired');
      const url = new URL(callbackOf(request));
      url.search = new URLSearchParams(withoutGaps(returned)).toString();
      const before = sessionTokenOf(request);
      return this.commands.execute(new SignOn(attempt, url, visitorOf(request), before));
    });
    if (typeof step !== 'string') {
      request.signingIn = step.person;
      setCookie(reply, SESSION_COOKIE, step.token);
    }
    void reply.header('location', pageOf(typeof step === 'string' ? step : step.state));
  }

  /** What `work` gives, or why it was refused; the log says more than the page. */
  private async orRefused<T>(work: () => Promise<T>): Promise<T | Refusal> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SignOnRefused)) throw error;
      const { refusal, cause } = error;
      const why = cause instanceof Error ? cause.message : undefined;
      if (refusal === 'unavailable') this.log.error({ why }, 'the OpenID Connect provider failed');
      else this.log.info({ refusal, why }, 'a single sign-on was refused');
      return refusal;
    }
  }
}

const notSetUp = () => new Problem('not_found', 'single sign-on is not set up');

const callbackOf = (request: FastifyRequest): string => `${originOf(request)}${CALLBACK}`;

/** Where the console goes on. */
const pageOf = (sso: string): string => `/console/login?sso=${sso}`;

const withoutGaps = (query: Readonly<Record<string, string | undefined>>) =>
  Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
