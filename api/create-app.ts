import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { ApiKeys } from './api-keys/api-keys.js';
import { proxyDemo, proxyStripePages } from './demo/proxies.js';
import { createAdapter } from './http/adapter.js';
import { registerFiles } from './http/files.js';
import { ApiDocument } from './docs/api-document.js';
import type { Caller } from './auth/caller.js';
import { answerPreflights } from './auth/cross-origin.js';
import { RouteTable } from './auth/route-table.js';
import { addAuthenticationHook, type AuthenticationOptions } from './auth/authentication-hook.js';
import { NestLog } from './http/nest-log.js';
import { ProblemFilter } from './http/problem-filter.js';
import { RequestMetrics } from './http/request-metrics.js';
import { logRequests } from './http/request-log.js';
import { UnknownKeyLimiter } from './auth/unknown-key-limiter.js';
import { rejectUnknownKeysEarly } from './auth/early-rejection.js';
import { TokenBuckets } from './auth/token-bucket.js';
import { ValidationPipe } from './http/validation.js';
import { Lifecycle } from './ops/lifecycle.js';
import type { Resources } from './resources.js';
import { StaffActions } from './staff-actions/list-actions.js';
import { recordActions } from './staff-actions/record-actions.js';
import { StaffSessions } from './staff/staff-sessions.js';
import { WidgetTokens } from './widget-tokens/widget-tokens.js';

const UNKNOWN_KEY_LIMITS = { perClient: 20, total: 200 };
/** Shared by all widgets of one account. */
const MAX_WIDGET_REQUESTS_PER_SECOND = 20;

/** Builds the API over the given stores: routes are registered, but nothing listens yet. */
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
  app.get(RouteTable).watch(fastify);
  const metrics = app.get(RequestMetrics);
  const authentication: AuthenticationOptions = {
    keys,
    widgetTokens: app.get(WidgetTokens),
    sessions: app.get(StaffSessions),
    buckets: new TokenBuckets(),
    unknownKeys: config.sandbox
      ? undefined
      : new UnknownKeyLimiter(UNKNOWN_KEY_LIMITS, config.trustProxy === undefined),
    limitOf: (caller) => limitOf(resources, keys, caller),
    refusal: () => lifecycle.refusal(),
    isEnding: () => lifecycle.isEnding,
  };
  addAuthenticationHook(fastify, authentication);
  rejectUnknownKeysEarly(fastify.server, {
    ...authentication,
    onRejected: metrics.countRejectedKey,
  });
  recordActions(fastify, { record: app.get(StaffActions).record, log });
  logRequests(fastify, { log, onAnswered: metrics.answered });
  if (config.demoUrl !== undefined) proxyDemo(fastify, config.demoUrl);
  const stripeDouble = config.sandbox ? config.stripe?.apiUrl : undefined;
  if (stripeDouble) proxyStripePages(fastify, stripeDouble.origin);
  registerFiles(fastify);
  app.get(ApiDocument).of(app);
  await app.init();
  await fastify.ready();
  return app;
}

/** The preset key and the sandbox are unlimited; other keys have their own limit or the default. */
function limitOf({ config }: Resources, keys: ApiKeys, caller: Caller): number | undefined {
  if (config.sandbox || keys.isPreset(caller)) return undefined;
  if (caller.kind === 'widget') return MAX_WIDGET_REQUESTS_PER_SECOND;
  if (caller.kind === 'staff') return config.requestsPerSecond;
  return keys.limitOf(caller) ?? config.requestsPerSecond;
}

/** Pages of the API load nothing; the documentation page sets its own policy. */
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
