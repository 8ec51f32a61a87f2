/** The mail server of the sandbox: takes mails, and passes none on. */
import { once } from 'node:events';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { ReceivedMails } from './received.js';

const HOST = '127.0.0.1';
const MAX_MAIL_BYTES = 256 * 1024;
const MAX_CLIENTS = 20;
const CLOSE_LIMIT_MS = 500;

/**
 * Addresses that do not take mails, by what stands before the @, so that this can be tried too. Two
 * more take the mail and give no answer: `hangup` ends the connection, `silent` keeps it.
 */
const REFUSALS: Readonly<Record<string, { readonly code: number; readonly text: string }>> = {
  refused: { code: 550, text: 'there is no such mailbox' },
  busy: { code: 451, text: 'this mailbox is busy: try again later' },
};
const HANGS_UP = 'hangup';
const IS_SILENT = 'silent';

/** Listens on loopback; resolves with how to end it. */
export async function listenForMails(
  port: number,
  received: ReceivedMails,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    banner: 'sandbox: mails are shown in the outbox, and go nowhere',
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_MAIL_BYTES,
    maxClients: MAX_CLIENTS,
    closeTimeout: CLOSE_LIMIT_MS,
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, callback) => {
      const refusal = REFUSALS[localPart(address)];
      callback(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData: (stream, session, callback) => {
      take(stream, session, received).then(
        (to) => {
          if (to.has(IS_SILENT)) return;
          if (!to.has(HANGS_UP)) return callback();
          for (const connection of server.connections) {
            if (connection.session.id === session.id) connection.close();
          }
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error('not taken')),
      );
    },
  });
  // A client that is gone is its own affair.
  server.on('error', () => undefined);
  const net = server.listen(port, HOST);
  if (!net.listening) await once(net, 'listening');
  const address = net.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Keeps a mail; gives what stands before the @ of each address. Throws if it is too long. */
async function take(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  received: ReceivedMails,
): Promise<ReadonlySet<string>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= MAX_MAIL_BYTES) chunks.push(part);
  }
  if (bytes > MAX_MAIL_BYTES) {
    throw Object.assign(new Error('the mail is too long'), { responseCode: 552 });
  }
  const to = envelope.rcptTo.map(({ address }) => address);
  await received.take(Buffer.concat(chunks), to, new Date());
  return new Set(to.map(localPart));
}

const localPart = (address: string): string => address.slice(0, address.lastIndexOf('@'));
