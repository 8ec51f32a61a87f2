import { randomBytes } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { Config } from '../platform/config/config.js';
import { explainListening } from '../platform/listening.js';
import { Child } from './launch/child.js';
import { childrenOf, DATABASE } from './launch/children.js';
import { Ending } from './launch/ending.js';
import { exitCodeOf } from './launch/exit-code.js';
import { noteIn, openFolder, postgresFolder, type Secret, secretIn } from './launch/folder.js';
import { type Lock, lockFolder } from './launch/lock.js';
import { Output } from './launch/output.js';
import { watchParent } from './launch/parent.js';
import { Product } from './launch/product.js';
import { outboxOf, type Settings, type StripeDouble, urlOf } from './launch/settings.js';
import { freePort, untilFree } from './processes/ports.js';
import { clusterUrl } from './postgres/postgres.js';
import { clusterPassword, type Identity, postgresIdentity } from './postgres/postgres-files.js';
import { explainFolder } from './launch/unusable.js';
import { Watchdog } from './processes/watchdog.js';

/**
 * `npm start`: runs the whole product on this machine. Servers that are not brought by DATABASE_URL
 * or EVENTSTORE_URL run on free loopback ports, their data in the data folder. Resolves when all is
 * ready; ends on SIGTERM, SIGINT or SIGHUP, or with the npm that started it.
 */
export async function launch({ underNpm }: { underNpm: boolean }): Promise<void> {
  const startedAt = performance.now();
  const config = Config.load();
  const identity = await postgresIdentity();
  const asked = resolve(config.dataDir);
  const folder = await openFolder(asked, identity).catch((error: unknown) => {
    throw explainFolder(error, asked);
  });
  const watchdog = new Watchdog();
  const lock = await lockFolder(folder, watchdog.pid).catch((error: unknown) => {
    watchdog.close();
    throw explainFolder(error, folder);
  });
  const output = new Output();
  const ending = new Ending(output, watchdog, lock);
  try {
    if (underNpm) await watchParent(() => void ending.begin('the npm that started it is gone', 0));
    const port = await portOf(config, lock, output);
    const key = await keyOf(config, folder);
    const password = await adminPasswordOf(config, folder);
    const admin = { email: config.firstAdmin?.email ?? ADMIN_EMAIL, password: password.value };
    const settings = await settle(config, { port, apiKey: key.value, admin }, folder, identity);
    if (settings.postgres) watchdog.guardFolder(settings.postgres.folder);
    const specs = childrenOf(settings);
    const product = new Product(specs.map((spec) => new Child(spec, output, watchdog)));
    ending.watch(product);
    void product.lost.then((error) => ending.begin(error.message, exitCodeOf(error)));
    // Tools that are run meanwhile wait there.
    await noteIn(folder, 'url', urlOf(settings));
    await product.start();
    output.say(banner(settings, { key, password }, (performance.now() - startedAt) / 1_000));
  } catch (failure) {
    const error = explainFolder(failure, folder);
    const said = error instanceof Error ? error.message : String(error);
    await ending.begin(said, exitCodeOf(error));
  }
}

const newKey = () => `scrip_${randomBytes(24).toString('base64url')}`;
const newPassword = () => randomBytes(12).toString('base64url');
const newToken = () => randomBytes(24).toString('hex');
const newSeed = () => randomBytes(32).toString('base64');

/** Whatever a killed launcher left has ended by then, with or without its watchdog. */
const LEFT_LIMIT_MS = 6_000;

/** The port of the API. What a killed launcher left may hold it, or the others, for a moment. */
async function portOf(config: Config, { isLeft }: Lock, output: Output): Promise<number> {
  const { host, port, workerPort, metricsPort, projectionsPort } = config;
  const limitMs = isLeft ? LEFT_LIMIT_MS : 0;
  const free = (each: number) =>
    untilFree(each, host, {
      limitMs,
      waits: () => output.say(`port ${each} is still taken: waiting for the one that was killed`),
    });
  await free(port).catch((error: unknown) => {
    throw explainListening(error, { host, port, variable: 'PORT' });
  });
  const others = isLeft ? [workerPort, metricsPort, projectionsPort] : [];
  // Whoever listens there says why it cannot.
  await Promise.allSettled(others.filter((each) => each !== undefined).map(free));
  return port === 0 ? freePort() : port;
}

const keyOf = ({ apiKey }: Config, folder: string): Secret | Promise<Secret> =>
  apiKey === undefined
    ? secretIn(folder, 'api-key', newKey)
    : { value: apiKey, isNew: false, file: undefined };

/** E-mail address of the first administrator unless `SCRIP_ADMIN_EMAIL` is set. */
const ADMIN_EMAIL = 'admin@scrip.localhost';

const adminPasswordOf = ({ firstAdmin }: Config, folder: string): Secret | Promise<Secret> =>
  firstAdmin === undefined
    ? secretIn(folder, 'admin-password', newPassword)
    : { value: firstAdmin.password, isNew: false, file: undefined };

/** Decides ports, addresses and secrets before anything runs. */
async function settle(
  config: Config,
  { port, apiKey, admin }: Pick<Settings, 'port' | 'apiKey' | 'admin'>,
  folder: string,
  identity: Identity,
): Promise<Settings> {
  const eventStorePort = config.eventStoreUrl === undefined ? await freePort() : undefined;
  const ours = config.databaseUrl === undefined ? await ownPostgres(folder, identity) : undefined;
  const anchorKey = config.anchorKey ?? (await secretIn(folder, 'anchor-key', newSeed)).value;
  const secretKey = await secretKeyOf(config, folder);
  const mode = config.sandbox || eventStorePort !== undefined ? 'sandbox' : 'production';
  const demoPort = mode === 'sandbox' ? await freePort() : undefined;
  const isSelling = config.stripe !== undefined || mode !== 'sandbox';
  const doubleOfStripe = isSelling ? undefined : await ownStripe(folder);
  const catchesMails = mode === 'sandbox' && config.mail === undefined;
  const mail = catchesMails && { smtpPort: await freePort(), pagePort: await freePort() };
  return {
    host: config.host,
    port,
    worker: await workerOf(config),
    ...(demoPort !== undefined && { demoPort }),
    ...(doubleOfStripe && { stripe: doubleOfStripe }),
    ...(mail && { mail }),
    publicUrl: config.publicUrl ?? urlOf({ host: config.host, port }),
    databaseUrl: ours?.url ?? config.need('databaseUrl'),
    directUrl: ours?.url ?? config.need('directUrl'),
    eventStoreUrl: config.eventStoreUrl ?? `esdb://127.0.0.1:${eventStorePort}?tls=false`,
    postgres: ours,
    eventStorePort,
    apiKey,
    anchorKey,
    secretKey,
    admin,
    mode,
  };
}

/** Without a configured port, the worker's health is served on loopback for the launcher alone. */
async function workerOf({ workerPort, host }: Config): Promise<Settings['worker']> {
  return {
    host: workerPort === undefined ? '127.0.0.1' : host,
    port: workerPort || (await freePort()),
  };
}

/** One that was kept stays the one: what it has sealed is read with no other. */
async function secretKeyOf(config: Config, folder: string): Promise<string> {
  return config.givenSecretKey ?? (await secretIn(folder, 'secret-key', newSeed)).value;
}

async function ownStripe(folder: string): Promise<StripeDouble> {
  return {
    port: await freePort(),
    secret: (await secretIn(folder, 'stripe-sandbox', newToken)).value,
  };
}

async function ownPostgres(dataFolder: string, identity: Identity) {
  const folder = await postgresFolder(dataFolder, identity);
  const port = await freePort();
  return { folder, port, url: clusterUrl(await clusterPassword(folder, identity), port, DATABASE) };
}

/** What a stranger needs to know, once everything is ready. */
function banner(
  settings: Settings,
  { key, password }: { key: Secret; password: Secret },
  seconds: number,
): string {
  const { postgres, eventStorePort, stripe, mail, admin } = settings;
  const api = urlOf(settings);
  const store = eventStorePort === undefined ? 'yours (EVENTSTORE_URL)' : settings.eventStoreUrl;
  return [
    '',
    `Scrip is ready after ${seconds.toFixed(1)} s.`,
    '',
    ...(settings.demoPort === undefined ? [] : [`  Demo           ${api}/demo  (open this first)`]),
    `  Console        ${api}/console`,
    `    sign in as   ${admin.email}`,
    `    password     ${secretLine(password, 'SCRIP_ADMIN_PASSWORD')}`,
    `  API            ${api}/v1`,
    `  Documentation  ${api}/docs`,
    `  API key        ${secretLine(key, 'SCRIP_API_KEY')}`,
    ...(stripe
      ? ['  Payments       sandbox, no real money (set STRIPE_SECRET_KEY for Stripe)']
      : []),
    ...(mail ? [`  Mails          ${outboxOf(mail)}  (set SMTP_URL to send them)`] : []),
    `  Event store    ${store}`,
    `  Database       ${postgres ? databaseLine(postgres) : 'yours (DATABASE_URL)'}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

/** A path as one would type it here. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

const databaseLine = ({ port, folder }: { port: number; folder: string }) =>
  `127.0.0.1:${port}, kept in ${shown(folder)}`;

function secretLine({ value, file, isNew }: Secret, variable: string): string {
  if (file === undefined) return `the one in ${variable}`;
  return isNew ? `${value}  (shown once, kept in ${shown(file)})` : `kept in ${shown(file)}`;
}
