import { z } from 'zod';
import { readVariables } from '../../platform/config/config.js';
import { endUnstarted } from '../../platform/start-failure.js';
import { startMailSandbox } from './start.js';

// The process entry of the sandbox of mails: runs it by itself, for a program that is to send mails
// to nobody.

const port = z.coerce.number().int().min(0).max(65_535);
const Environment = z.object({
  /** Of the outbox. */
  PORT: port.default(8_025),
  /** Of the mail server. */
  SMTP_PORT: port.default(1_025),
});

async function main(): Promise<void> {
  const { PORT: pagePort, SMTP_PORT: smtpPort } = readVariables(Environment, process.env);
  const sandbox = await startMailSandbox({ smtpPort, pagePort });
  console.log(`mails to ${sandbox.smtpUrl} go nowhere: the outbox is at ${sandbox.url}`);
  const end = (): void => void sandbox.stop().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

main().catch(endUnstarted);
