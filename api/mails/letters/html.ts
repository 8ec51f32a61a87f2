/** A letter as HTML that mail programs show alike: tables, styles in attributes, nothing loaded. */
import { html, type Markup } from '../../help/html.js';
import type { Addressed, Block } from './letter.js';

const INK = 'color:#1a1f36;font:16px/1.5 Arial,Helvetica,sans-serif';
const SMALL = 'color:#4f566b;font:13px/1.5 Arial,Helvetica,sans-serif';
const BUTTON =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#4b45c6;color:#ffffff;' +
  'font:bold 16px/1.5 Arial,Helvetica,sans-serif;text-decoration:none';

/** A whole document; what is put into it is text. */
export function htmlOf({ subject, greeting, blocks, sender, footer }: Addressed): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:0;background:#f6f8fa">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="${BOX}"
              >
                <tr>
                  <td style="padding:28px 28px 12px;${INK}">
                    <h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${subject}</h1>
                    ${greeting === null ? html`` : paragraph(greeting)} ${blocks.map(blockHtml)}
                    ${paragraph(sender)}
                  </td>
                </tr>
                <tr>
                  <td style="padding:12px 28px 24px;border-top:1px solid #e3e8ee;${SMALL}">
                    ${footer}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.text;
}

const BOX =
  'max-width:560px;background:#ffffff;border:1px solid #e3e8ee;border-radius:8px;text-align:left';

function blockHtml(block: Block): Markup {
  if ('paragraph' in block) return paragraph(block.paragraph);
  if ('link' in block) {
    return html`<p style="margin:0 0 20px">
      <a href="${block.link}" style="${BUTTON}">${block.says}</a>
    </p>`;
  }
  const rows = block.facts.map(
    ({ label, value }) =>
      html`<tr>
        <th scope="row" style="${CELL};width:40%;font-weight:normal;color:#4f566b">${label}</th>
        <td style="${CELL};word-break:break-word">${value}</td>
      </tr>`,
  );
  return html`<table
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border="0"
    style="margin:0 0 20px;${INK}"
  >
    ${rows}
  </table>`;
}

const CELL =
  'padding:6px 12px 6px 0;border-top:1px solid #e3e8ee;text-align:left;vertical-align:top';

const paragraph = (text: string): Markup => html`<p style="margin:0 0 16px">${text}</p>`;
