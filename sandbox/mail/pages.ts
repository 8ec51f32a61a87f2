/** The outbox: what the mail server of the sandbox has taken. Runs no script and loads nothing. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, Html } from '../stripe/pages/html.js';
import type { ReceivedMail, ReceivedMails } from './received.js';

const STYLE = `
:root { color-scheme: light; --ink: #1a1f36; --soft: #4f566b; --line: #c1c9d2; --blue: #4b45c6; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; }
.banner { margin: 0; padding: 8px 16px; background: #ffe9a8; color: #3d2b00; text-align: center; }
main { max-width: 60rem; margin: 0 auto; padding: 24px 20px 48px; }
h1 { margin: 0 0 16px; font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere; }
h2 { margin: 32px 0 8px; font-size: 1.125rem; }
a { color: var(--blue); }
:is(a, iframe, pre):focus-visible { outline: 3px solid #8d88ff; outline-offset: 1px; }
.back { display: inline-block; margin-bottom: 16px; padding: 4px 0; }
.mails { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.mails li { padding: 12px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.mails a { font-weight: 600; }
.soft { margin: 0; color: var(--soft); font-size: .875rem; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 16px; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 6px; background: #f6f8fa;
  white-space: pre-wrap; overflow-wrap: anywhere; font: .9375rem/1.5 ui-monospace, monospace; }
iframe { display: block; width: 100%; height: 38rem; border: 1px solid var(--line); border-radius: 6px; }
`;

/** The frame of a mail inherits this: no script, no form, nothing loaded, no other page in it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";

/** Names by which this machine reaches itself: pages of others cannot read along. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Adds the list and the page of each mail. */
export function addPages(fastify: FastifyInstance, received: ReceivedMails): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (!LOOPBACK.test(request.headers.host ?? '')) await reply.code(421).send('');
  });
  fastify.get('/', (_request, reply) => send(reply, 'Outbox', listOf(received)));
  fastify.get<{ Params: { n: string } }>('/mails/:n', ({ params }, reply) => {
    const mail = /^\d{1,9}$/.test(params.n) ? received.find(Number(params.n)) : undefined;
    return mail ? send(reply, titleOf(mail), pageOf(mail)) : send(reply, 'Not kept', NOT_KEPT, 404);
  });
  fastify.setNotFoundHandler((_request, reply) => send(reply, 'Not found', NOT_KEPT, 404));
}

const titleOf = ({ subject }: ReceivedMail): string => subject.trim() || '(no subject)';

function listOf(received: ReceivedMails): Html {
  const { all, forgotten } = received;
  const rows = all.map(
    (mail) =>
      html`<li>
        <a href="/mails/${mail.n}">${titleOf(mail)}</a>
        <p class="soft">To ${mail.to.join(', ')}, ${timeOf(mail)}</p>
      </li>`,
  );
  return html`<h1>Outbox</h1>
    ${
      rows.length === 0
        ? html`<p>No mail has been sent yet.</p>`
        : html`<ul class="mails">
            ${rows}
          </ul>`
    }
    ${forgotten > 0 ? html`<p class="soft">${forgotten} older ones are no longer kept.</p>` : html``}`;
}

function pageOf(mail: ReceivedMail): Html {
  return html`<a class="back" href="/">All mails</a>
    <h1>${titleOf(mail)}</h1>
    <dl>
      <dt>From</dt>
      <dd>${mail.from}</dd>
      <dt>To</dt>
      <dd>${mail.to.join(', ')}</dd>
      <dt>Taken</dt>
      <dd>${timeOf(mail)}</dd>
      <dt>Message-ID</dt>
      <dd>${mail.messageId}</dd>
    </dl>
    <h2>Text</h2>
    <pre>${linked(mail.text)}</pre>
    <h2>HTML</h2>
    ${
      mail.html === ''
        ? html`<p>This mail has no HTML.</p>`
        : html`<iframe
            title="The mail as HTML"
            sandbox=""
            tabindex="0"
            srcdoc="${mail.html}"
          ></iframe>`
    }`;
}

const NOT_KEPT = html`<a class="back" href="/">All mails</a>
  <h1>There is no such mail</h1>
  <p>The newest 200 are kept until the sandbox ends.</p>`;

const timeOf = ({ at }: ReceivedMail): string =>
  at.toISOString().replace('T', ' ').slice(0, 19) + ' UTC';

/** Text whose addresses of pages can be followed. */
const linked = (text: string): readonly Html[] =>
  text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, i) =>
      i % 2 === 1 ? html`<a href="${part}" rel="noreferrer noopener">${part}</a>` : html`${part}`,
    );

const send = (reply: FastifyReply, title: string, main: Html, status = 200): FastifyReply =>
  reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': POLICY,
    })
    .send(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <link rel="icon" href="data:," />
            <title>${title}</title>
            <style>
              ${new Html(STYLE)}
            </style>
          </head>
          <body>
            <header><p class="banner">Sandbox: mails are shown here and go nowhere.</p></header>
            <main>${main}</main>
          </body>
        </html>`.text,
    );
