import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readVariables } from '../../platform/config/config.js';
import { explainListening } from '../../platform/listening.js';
import { endUnstarted } from '../../platform/start-failure.js';
import { connect, registerModels } from './scrip.js';
import { createDemo } from './server.js';

// The process entry of the demo product: `npm start` runs it beside Scrip and tells it where that
// is. It starts before Scrip answers, and tells it of its models as soon as it does.

const Environment = z.object({
  SCRIP_URL: z.url(),
  SCRIP_API_KEY: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535),
});

const HOST = '127.0.0.1';
const MAX_TRIES = 600;
const PAUSE_MS = 200;

async function main(): Promise<void> {
  const environment = readVariables(Environment, process.env);
  const { SCRIP_URL: url, SCRIP_API_KEY: apiKey, PORT: port } = environment;
  const target = { url, apiKey };
  const demo = createDemo({ scrip: target, page: new URL('../../demo/', import.meta.url) });
  const end = (): void => {
    const server = demo.server;
    void demo.close().then(() => process.exit(0));
    server.closeAllConnections();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  await demo.listen({ port, host: HOST }).catch((error: unknown) => {
    throw explainListening(error, { host: HOST, port, variable: 'PORT' });
  });
  const scrip = connect(target, () => undefined);
  for (let tries = 1; ; tries += 1) {
    try {
      await registerModels(scrip);
      return console.log('the demo is open');
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
      await sleep(PAUSE_MS, undefined, { ref: false });
    }
  }
}

main().catch(endUnstarted);
