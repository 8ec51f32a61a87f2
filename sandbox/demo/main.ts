import { z } from 'zod';
import { readVariables } from '../../platform/config/config.js';
import { explainListening } from '../../platform/listening.js';
import { endUnstarted } from '../../platform/start-failure.js';
import { createDemo } from './server.js';

// The process entry of the demo product: `npm start` runs it next to Scrip and tells it where that
// is. It may start before Scrip answers: it asks nothing of it before somebody opens the page.

const Environment = z.object({
  SCRIP_URL: z.url(),
  SCRIP_API_KEY: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535),
});

const HOST = '127.0.0.1';

async function main(): Promise<void> {
  const environment = readVariables(Environment, process.env);
  const { SCRIP_URL: url, SCRIP_API_KEY: apiKey, PORT: port } = environment;
  const demo = createDemo({
    scrip: { url, apiKey },
    page: new URL('../../demo/', import.meta.url),
  });
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
  console.log('the demo is open');
}

main().catch(endUnstarted);
