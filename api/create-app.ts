import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type World } from './app.module.js';
import { ApiKeys } from './auth/api-keys.js';
import { passDemoOn } from './demo/pass-on.js';
import { createAdapter } from './http/adapter.js';
import { ApiDocument } from './http/api-document.js';
import type { Caller } from './http/caller.js';
import { answerPreflights } from './http/cross-origin.js';
import { addFrontDoor } from './http/front-door.js';
import { NestLog } from './http/nest-log.js';
import { ProblemFilter } from './http/problem-filter.js';
import { logRequests } from './http/request-log.js';
import { Strangers } from './http/strangers.js';
import { TokenBuckets } from './http/token-bucket.js';
import { ValidationPipe } from './http/validation.js';
import { Lifecycle } from './ops/lifecycle.js';
import { Metrics } from './ops/metrics.js';
import { WidgetTokens } from './widget-tokens/widget-tokens.js';

const STRANGER_LIMITS = { perClient: 20, inAll: 200 };
/** All widgets of one account together. */
const MAX_WIDGET_REQUESTS_PER_SECOND = 20;

/**
 * The API over the stores it is given: routes are in place, nothing listens, nothing is open yet.
 */
export async function createApp(world: World): Promise<NestFastifyApplication> {
  const { config, log } = world;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(world),
    createAdapter(log, config.trustProxy),
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  app.useSecurityHeaders(SECURITY_HEADERS);
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalPipes(new ValidationPipe());
  const fastify = app.getHttpAdapter().getInstance();
  const keys = app.get(ApiKeys);
  const lifecycle = app.get(Lifecycle);
  answerPreflights(fastify);
  addFrontDoor(fastify, {
    keys,
    widgetTokens: app.get(WidgetTokens),
    buckets: new TokenBuckets(),
    strangers: config.sandbox ? undefined : new Strangers(STRANGER_LIMITS),
    limitOf: (caller) => limitOf(world, keys, caller),
    refusal: () => lifecycle.refusal(),
    isEnding: () => lifecycle.isEnding,
  });
  logRequests(fastify, log, app.get(Metrics).answered);
  if (config.demoUrl !== undefined) passDemoOn(fastify, config.demoUrl);
  app.get(ApiDocument).of(app);
  await app.init();
  await fastify.ready();
  return app;
}

/** The preset key and the sandbox know no limit; a key has its own or the usual one. */
function limitOf({ config }: World, keys: ApiKeys, caller: Caller): number | undefined {
  if (config.sandbox || keys.isPreset(caller)) return undefined;
  if (caller.widget) return MAX_WIDGET_REQUESTS_PER_SECOND;
  return keys.limitOf(caller) ?? config.requestsPerSecond;
}

/** An API gives no page a reason to run anything: the documentation's own page says otherwise. */
const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' as const },
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  originAgentCluster: false,
};
