/** Settings of mails by SMTP. */
import { z } from 'zod';
import { isLoopback } from './loopback.js';

/** An address, with the name that people read. */
export interface Mailbox {
  readonly name: string | undefined;
  readonly address: string;
}

/** How mails are sent. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise the server may offer it. */
  readonly isSecure: boolean;
  /** Nothing is sent unless the server offers TLS: a password would be readable on its way. */
  readonly needsTls: boolean;
  readonly login: { readonly user: string; readonly password: string } | undefined;
  readonly from: Mailbox;
  /** Who is told of disputes; undefined: nobody. */
  readonly finance: string | undefined;
}

const ADDRESS = String.raw`[^\s<>@",;]+@[^\s<>@",;]+`;
const MAX_MAILBOX_CHARS = 320;
const MAILBOX = new RegExp(`^(?:"?([^"<>@\\r\\n]*?)"?\\s*<(${ADDRESS})>|(${ADDRESS}))$`);
/** RFC 6409 and RFC 8314. */
const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;

/** A URL of an SMTP server. It may hold a password, so errors never show it. */
const smtpUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  const isBare = /^\/?$/.test(pathname) && `${search}${hash}` === '';
  const hasLogin = (username === '') === (password === '');
  return Object.hasOwn(PORTS, protocol) && hostname !== '' && isBare && hasLogin;
}, 'expected a URL such as smtps://user:password@mail.example, without parameters');

/** The variables, as a part of all. */
export const MAIL_VARIABLES = {
  SMTP_URL: smtpUrl
    .optional()
    .describe(
      'SMTP server that mails are sent by: `smtps://user:password@host`, or `smtp://` for STARTTLS; ' +
        'without it no mails are sent',
    ),
  MAIL_FROM: z
    .string()
    .max(MAX_MAILBOX_CHARS)
    .regex(MAILBOX, 'expected an address such as Acme <billing@acme.example>')
    .optional()
    .describe('sender of mails: `Acme <billing@acme.example>`; the name signs them'),
  MAIL_FINANCE: z
    .string()
    .max(MAX_MAILBOX_CHARS)
    .regex(new RegExp(`^${ADDRESS}$`), 'expected an e-mail address')
    .optional()
    .describe('address that is told of disputes; nobody is unless it is set'),
};

type Read = z.output<z.ZodObject<typeof MAIL_VARIABLES>>;

/** Refuses a server without a sender, and a sender or recipient without a server. */
export function allOfMail(read: Read, context: z.RefinementCtx): void {
  const refuse = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const { SMTP_URL: server, MAIL_FROM: from, MAIL_FINANCE: finance } = read;
  if (server !== undefined) {
    if (from === undefined) refuse('MAIL_FROM', 'must be set with SMTP_URL');
    return;
  }
  if (from !== undefined) refuse('MAIL_FROM', 'has no use without SMTP_URL');
  if (finance !== undefined) refuse('MAIL_FINANCE', 'has no use without SMTP_URL');
}

/** The settings; undefined: no mails are sent. */
export function mailOf(read: Read): MailSettings | undefined {
  const { SMTP_URL: server, MAIL_FROM: from, MAIL_FINANCE: finance } = read;
  if (server === undefined || from === undefined) return undefined;
  const { protocol, hostname, port, username, password } = new URL(server);
  const isSecure = protocol === 'smtps:';
  const hasLogin = username !== '';
  const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || PORTS[isSecure ? 'smtps:' : 'smtp:'],
    isSecure,
    needsTls: hasLogin && !isSecure && !isLoopback(hostname),
    login: hasLogin ? login : undefined,
    from: mailboxOf(from),
    finance,
  };
}

/** Takes a sender apart; `from` has the form that the setting demands. */
function mailboxOf(from: string): Mailbox {
  const [, name, named, bare] = MAILBOX.exec(from) ?? [];
  return { name: name?.trim() || undefined, address: named ?? bare ?? from };
}
