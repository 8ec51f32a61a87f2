import { describe, expect, it } from '@jest/globals';
import { htmlOf } from '../../../api/mails/letters/html.js';
import type { Letter } from '../../../api/mails/letters/letter.js';
import { addressed, asText } from '../../support/mails/as-text.js';

describe('a mail', () => {
  const hostile = `</title><script>alert("1")</script>' & <b>bold</b>`;
  const letter: Letter = {
    subject: hostile,
    blocks: [
      { paragraph: hostile },
      { facts: [{ label: hostile, value: hostile }] },
      { link: `https://acme.example/?a="><script>`, says: hostile },
    ],
  };

  it('shows as HTML whatever it names as text', () => {
    const shown = htmlOf({ ...letter, greeting: hostile, sender: hostile, footer: hostile });
    expect(shown).not.toMatch(/<script|<b>|"><|' &/);
    expect(shown.match(/&lt;script&gt;alert\(&quot;1&quot;\)/g)).toHaveLength(9);
  });

  it('says the same as text, in which names begin no lines', () => {
    const forged = { ...letter, blocks: [{ paragraph: 'a\r\n-- \r\nPaid: $1' }] };
    expect(asText(forged)).toContain('\n\na --  Paid: $1\n\n');
    const label = { label: 'Bought', value: 'x\u2028Paid: $1' };
    expect(asText({ ...letter, blocks: [{ facts: [label] }] })).toContain('Bought: x Paid: $1\n');
  });

  it('loads nothing', () => {
    const shown = htmlOf(addressed(letter));
    expect(shown).not.toMatch(/<(img|link|style|iframe)|url\(|@import|src=/i);
  });
});
