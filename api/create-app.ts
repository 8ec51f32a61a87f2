import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { ApiKeys } from './api-keys/api-keys.js';
import { passDemoOn } from './demo/pass-on.js';
import { createAdapter } from './http/adapter.js';
import { ApiDocument } from './docs/api-document.js';
import type { Caller } from './auth/caller.js';
import { answerPreflights } from './auth/cross-origin.js';
import { addFrontDoor, type FrontDoor } from './auth/front-door.js';
import { NestLog } from './http/nest-log.js';
import { ProblemFilter } from './http/problem-filter.js';
import { RequestMetrics } from './http/request-metrics.js';
import { logRequests } from './http/request-log.js';
import { Strangers } from './auth/strangers.js';
import { turnAwayEarly } from './auth/turn-away.js';
import { TokenBuckets } from './auth/token-bucket.js';
import { ValidationPipe } from './http/validation.js';
import { Lifecycle } from './ops/lifecycle.js';
import type { Resources } from './resources.js';
import { WidgetTokens } from './widget-tokens/widget-tokens.js';

const STRANGER_LIMITS = { perClient: 20, inAll: 200 };
/** All widgets of one account together. */
const MAX_WIDGET_REQUESTS_PER_SECOND = 20;

/**
 * The API over the stores it is given: routes are in place, nothing listens, nothing is open yet.
 */
export async function createApp(
  resources: Resources,
  modules: DynamicModule = AppModule.of(resources),
): Promise<NestFastifyApplication> {
  const { config, log } = resources;
  const app = await NestFactory.create<NestFastifyApplication>(
    modules,
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
  const metrics = app.get(RequestMetrics);
  const door: FrontDoor = {
    keys,
    widgetTokens: app.get(WidgetTokens),
    buckets: new TokenBuckets(),
    strangers: config.sandbox
      ? undefined
      : new Strangers(STRANGER_LIMITS, config.trustProxy === undefined),
    limitOf: (caller) => limitOf(resources, keys, caller),
    refusal: () => lifecycle.refusal(),
    isEnding: () => lifecycle.isEnding,
  };
  addFrontDoor(fastify, door);
  turnAwayEarly(fastify.server, { ...door, onTurnedAway: metrics.countTurnedAway });
  logRequests(fastify, { log, onAnswered: metrics.answered });
  if (config.demoUrl !== undefined) passDemoOn(fastify, config.demoUrl);
  app.get(ApiDocument).of(app);
  await app.init();
  await fastify.ready();
  return app;
}

/** The preset key and the sandbox know no limit; a key has its own or the usual one. */
function limitOf({ config }: Resources, keys: ApiKeys, caller: Caller): number | undefined {
  if (config.sandbox || keys.isPreset(caller)) return undefined;
  if (caller.kind === 'widget') return MAX_WIDGET_REQUESTS_PER_SECOND;
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
