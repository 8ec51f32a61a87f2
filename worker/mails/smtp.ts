/** Hands one mail to the mail server, and says whether it was taken. */
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { SECOND_MS } from '../../domain/instant.js';
import type { MailSettings } from '../../platform/config/mail.js';

/** A mail, ready to be sent. */
export interface OutgoingMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * What came of an attempt. `refused`: this mail will not be taken. `later`: it was certainly not
 * taken this time. `unknown`: the connection broke after the mail was handed over.
 */
export type SmtpResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused' | 'later' | 'unknown'; readonly error: string };

/** Limits of one attempt. */
export interface SmtpLimits {
  /** Until there is a connection, and the server has greeted. */
  readonly connectMs: number;
  /** For each answer of the server. */
  readonly answerMs: number;
  readonly totalMs: number;
}

/** 20 s to connect. Servers may take minutes to look into a mail before they answer. */
export const SMTP_LIMITS: SmtpLimits = {
  connectMs: 20 * SECOND_MS,
  answerMs: 180 * SECOND_MS,
  totalMs: 240 * SECOND_MS,
};

const MAX_ERROR_CHARS = 300;

/** Sends one mail over a connection of its own. Never throws: errors are part of the result. */
export async function sendBySmtp(
  settings: MailSettings,
  mail: OutgoingMail,
  limits: SmtpLimits = SMTP_LIMITS,
): Promise<SmtpResult> {
  const { from } = settings;
  const compiled = new MailComposer({
    from: { name: from.name ?? '', address: from.address },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${domainOf(from.address)}>`,
    // Out-of-office programs do not answer it.
    headers: { 'auto-submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = compiled.getEnvelope();
  const content = await compiled.build();
  const handover = new Handover(content);
  const error = await converse(settings, limits, envelope, handover);
  return error ? judge(error, handover.hasBegun) : { outcome: 'sent' };
}

type Envelope = Parameters<SMTPConnection['send']>[0];

/** Resolves with what went wrong; undefined: the server has taken the mail. */
function converse(
  { host, port, isSecure, needsTls, login }: MailSettings,
  { connectMs, answerMs, totalMs }: SmtpLimits,
  envelope: Envelope,
  handover: Handover,
): Promise<unknown> {
  const connection = new SMTPConnection({
    host,
    port,
    secure: isSecure,
    requireTLS: needsTls,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    dnsTimeout: connectMs,
  });
  return new Promise((resolve) => {
    const late = setTimeout(() => end(new Error('not finished in time')), totalMs);
    const end = (error?: unknown) => {
      clearTimeout(late);
      // Before it is closed: that ends it, too.
      resolve(error ?? undefined);
      if (error) connection.close();
      else connection.quit();
    };
    const send = () => connection.send(envelope, handover.stream, (error) => end(error));
    connection.on('error', end);
    connection.on('end', () => end(new Error('the mail server has hung up')));
    connection.connect((error) => {
      if (error) return end(error);
      if (!login) return send();
      const credentials = { user: login.user, pass: login.password };
      connection.login({ credentials }, (refused) => (refused ? end(refused) : send()));
    });
  });
}

/** The content of a mail, read only once the server has asked for it. */
class Handover {
  hasBegun = false;
  readonly stream: Readable;

  constructor(content: Buffer) {
    this.stream = new Readable({
      read: () => {
        this.hasBegun = true;
        this.stream.push(content);
        this.stream.push(null);
      },
    });
  }
}

/** Replies about a login concern every mail, and are mended by whoever runs Scrip. */
const ABOUT_LOGIN: ReadonlySet<number> = new Set([530, 534, 535, 538]);
/** Only these refuse this mail itself: its recipient, or its content. */
const ABOUT_THIS_MAIL: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);

function judge(error: unknown, hasBegun: boolean): SmtpResult {
  const said = wordsOf(error);
  const code = numberIn(error, 'responseCode');
  const command = textIn(error, 'command');
  const isFinal = code >= 500 && !ABOUT_LOGIN.has(code) && ABOUT_THIS_MAIL.has(command);
  if (isFinal) return { outcome: 'refused', error: said };
  // A reply of 400 or more says that it was not taken; silence says nothing.
  return { outcome: code < 400 && hasBegun ? 'unknown' : 'later', error: said };
}

function numberIn(error: unknown, name: string): number {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'number' ? value : 0;
}

function textIn(error: unknown, name: string): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Mail servers repeat the address, which is kept nowhere but in the profile. */
function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown error';
  const said = message.replace(/[^\s<>"]+@[^\s<>"]+/g, 'the address');
  return said.replaceAll('\0', '\uFFFD').slice(0, MAX_ERROR_CHARS);
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
