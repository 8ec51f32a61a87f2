/** The sandbox of mails: a mail server, and the outbox in which what it takes is shown. */
import Fastify from 'fastify';
import { addPages } from './pages.js';
import { ReceivedMails, type ReceivedMail } from './received.js';
import { listenForMails } from './smtp.js';

/** A sandbox of mails that runs. */
export interface MailSandbox {
  /** `smtp://127.0.0.1:port`, as `SMTP_URL` takes it. */
  readonly smtpUrl: string;
  readonly smtpPort: number;
  /** `http://127.0.0.1:port`: the outbox. */
  readonly url: string;
  /** What was taken, the newest first. */
  readonly mails: readonly ReceivedMail[];
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Starts it on loopback; on free ports unless told. */
export async function startMailSandbox({
  smtpPort = 0,
  pagePort = 0,
}: {
  readonly smtpPort?: number;
  readonly pagePort?: number;
} = {}): Promise<MailSandbox> {
  const received = new ReceivedMails();
  const smtp = await listenForMails(smtpPort, received);
  const fastify = Fastify({ logger: false });
  addPages(fastify, received);
  const url = await fastify.listen({ host: HOST, port: pagePort });
  return {
    smtpUrl: `smtp://${HOST}:${smtp.port}`,
    smtpPort: smtp.port,
    url,
    get mails() {
      return received.all;
    },
    stop: async () => {
      await smtp.stop();
      await fastify.close();
    },
  };
}
