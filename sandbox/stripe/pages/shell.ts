import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { html, type Html, Html as Text } from './html.js';

const STYLE = `
:root { color-scheme: light; --ink: #1a1f36; --soft: #4f566b; --line: #c1c9d2; --blue: #4b45c6; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; }
.banner { margin: 0; padding: 8px 16px; background: #ffe9a8; color: #3d2b00; text-align: center; }
main { display: grid; grid-template-columns: 1fr 1fr; min-height: calc(100vh - 40px); }
main > * { padding: 48px clamp(20px, 6vw, 96px); min-width: 0; }
main.single { grid-template-columns: minmax(0, 560px); justify-content: center; }
.summary { background: #f6f8fa; }
h1 { margin: 0 0 4px; font-size: 1rem; font-weight: 500; color: var(--soft); }
h2, .single h1 { margin: 0 0 16px; font-size: 1.125rem; font-weight: 700; color: var(--ink); }
.total { margin: 0 0 24px; font-size: 2.25rem; font-weight: 600; line-height: 1.2; }
.often { font-size: 1rem; font-weight: 500; color: var(--soft); }
.total:has(+ .later) { margin-bottom: 0; }
.later { margin: 0 0 24px; color: var(--soft); }
.lines { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.lines li { display: flex; justify-content: space-between; gap: 16px; padding: 12px 0;
  border-bottom: 1px solid var(--line); }
a { color: var(--blue); }
.back { display: inline-block; margin-bottom: 24px; padding: 4px 0; }
label, legend { display: block; padding: 0; margin-bottom: 4px; font-weight: 500; }
input[type=text], input[type=email] { width: 100%; padding: 10px 12px; font: inherit;
  border: 1px solid #87909f; border-radius: 6px; background: #fff; color: inherit; }
input[aria-invalid=true] { border-color: #b3093c; }
:is(input, button, a, summary):focus-visible { outline: 3px solid #8d88ff; outline-offset: 1px; }
.field { margin: 0 0 16px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
fieldset { margin: 0 0 16px; padding: 0; border: 0; }
.way { display: flex; gap: 8px; align-items: center; padding: 10px 12px; border: 1px solid var(--line);
  border-radius: 6px; margin-bottom: 8px; font-weight: 400; }
.hint { margin: 4px 0 0; font-size: .875rem; color: var(--soft); }
.before { margin: 0 0 16px; }
.wrong { margin: 4px 0 0; font-size: .875rem; color: #b3093c; }
.alert { margin: 0 0 16px; padding: 12px 14px; border: 1px solid #b3093c; border-radius: 6px;
  background: #fff0f3; color: #8a0730; }
button { width: 100%; min-height: 44px; padding: 10px 16px; font: inherit; font-weight: 600;
  border: 1px solid var(--blue); border-radius: 6px; background: var(--blue); color: #fff; cursor: pointer; }
button:hover { background: #3a35a3; }
a.button { display: block; padding: 10px 16px; border-radius: 6px; background: var(--blue); color: #fff;
  font-weight: 600; text-align: center; text-decoration: none; }
a.button:hover { background: #3a35a3; }
a.button.second { margin-top: 12px; border: 1px solid var(--blue); background: #fff; color: var(--blue); }
main section + section { margin-top: 40px; }
main > section + section { margin-top: 0; }
.plan p { margin: 0 0 8px; }
.plan + .plan { margin-top: 24px; padding-top: 24px; border-top: 1px solid var(--line); }
.plan .name { font-weight: 600; }
.plan .price { margin-bottom: 12px; font-size: 1.5rem; font-weight: 600; line-height: 1.2; }
.note { margin: 0 0 24px; padding: 4px 16px; border: 1px solid var(--line); border-radius: 6px; }
.facts { margin: 0 0 24px; }
.facts div { display: flex; gap: 16px; padding: 4px 0; }
dt { flex: 0 0 9rem; color: var(--soft); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
small { display: block; color: var(--soft); }
.lines li > :last-child { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.lines .due { font-weight: 600; border-bottom: 0; }
.sums { border: 0; }
.sums li { padding: 6px 0; border: 0; }
.sums li:last-child { font-weight: 600; }
form > .way { margin-bottom: 16px; }
button.second { margin-top: 12px; background: #fff; color: var(--blue); }
form:has(#way-bank:checked) .card, form:has(#way-card:checked) .bank { display: none; }
.tests { margin-top: 32px; font-size: .875rem; }
table + table { margin-top: 24px; }
table { width: 100%; border-collapse: collapse; }
caption { margin-bottom: 8px; text-align: left; font-weight: 600; }
th, td { padding: 6px 16px 6px 0; border-top: 1px solid var(--line); text-align: left;
  vertical-align: top; font-weight: 400; }
th { white-space: nowrap; font-variant-numeric: tabular-nums; user-select: all; }
@media (max-width: 800px) {
  main { grid-template-columns: minmax(0, 1fr); min-height: 0; }
  main > * { padding: 24px 20px; }
}
@media (max-width: 360px) { .pair { grid-template-columns: 1fr; } }
`;

/** A page of the double. */
export interface Page {
  readonly title: string;
  readonly main: Html;
  readonly status?: number;
  /** Where its forms may lead, besides here. */
  readonly leadsTo?: string | null;
}

/** Sends a page that runs no script and loads nothing. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const { leadsTo } = page;
  const origin = leadsTo && URL.canParse(leadsTo) ? ` ${new URL(leadsTo).origin}` : '';
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <style nonce="${nonce}">
          ${new Text(STYLE)}
        </style>
      </head>
      <body>
        <header><p class="banner">Sandbox, no real money: take one of the test cards.</p></header>
        ${page.main}
      </body>
    </html>`;
  return reply
    .code(page.status ?? 200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; ` +
        `form-action 'self'${origin}; frame-ancestors 'none'`,
    })
    .send(document.text);
}

/** A page that only says something. */
export const sayPage = (
  title: string,
  text: string,
  link?: { href: string; label: string },
  status = 200,
): Page => ({
  title,
  status,
  main: html`<main class="single">
    <div>
      <h1>${title}</h1>
      <p>${text}</p>
      ${link && html`<p><a href="${link.href}">${link.label}</a></p>`}
    </div>
  </main>`,
});
