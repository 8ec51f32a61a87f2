import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { ReceivedMails } from '../../../sandbox/mail/received.js';
import { startMailSandbox, type MailSandbox } from '../../../sandbox/mail/start.js';
import { Config } from '../../../platform/config/config.js';
import { sendBySmtp, type OutgoingMail } from '../../../worker/mails/smtp.js';

let sandbox: MailSandbox;
beforeAll(async () => {
  sandbox = await startMailSandbox();
});
afterAll(() => sandbox.stop());

const settings = () => {
  const environment = { SMTP_URL: sandbox.smtpUrl, MAIL_FROM: 'Acmé <pay@acme.example>' };
  const { mail } = Config.load(environment);
  if (!mail) throw new Error('no mail settings');
  return mail;
};
const mailTo = (to: string, more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: 'mail_1',
  to,
  subject: 'Receipt: Größe M, €5.00',
  text: 'Hello Zoë,\n\n.\nA line of one dot stands above.\n',
  html: '<p>Hello <b>Zoë</b></p>',
  ...more,
});
const page = async (path: string) => (await fetch(`${sandbox.url}${path}`)).text();

describe('a mail to the sandbox', () => {
  it('arrives as it was sent, from whom and to whom it is', async () => {
    const sent = mailTo('zoe@acme.example');
    expect(await sendBySmtp(settings(), sent)).toEqual({ outcome: 'sent' });
    const [mail] = sandbox.mails;
    expect(mail).toMatchObject({
      from: 'Acmé <pay@acme.example>',
      to: ['zoe@acme.example'],
      subject: sent.subject,
      messageId: '<mail_1@acme.example>',
    });
    expect(mail?.text.trim()).toBe(sent.text.trim());
    expect(mail?.html.trim()).toBe(sent.html);
    expect(new Map(mail?.headers).get('Auto-Submitted')).toBe('auto-generated');
  });

  it('to an address that refuses is refused, without that address in the reason', async () => {
    const refused = await sendBySmtp(settings(), mailTo('refused@acme.example'));
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(refused)).toContain('there is no such mailbox');
    expect(JSON.stringify(refused)).not.toContain('acme.example');
  });

  it('to an address that is busy is to be sent later', async () => {
    const busy = await sendBySmtp(settings(), mailTo('busy@acme.example'));
    expect(busy).toMatchObject({ outcome: 'later' });
  });

  it('that is taken without an answer may have been taken', async () => {
    const before = sandbox.mails.length;
    const cut = await sendBySmtp(settings(), mailTo('hangup@acme.example'));
    expect(cut).toMatchObject({ outcome: 'unknown' });
    expect(sandbox.mails).toHaveLength(before + 1);
  });

  it('is to be sent later where nobody listens, and where no TLS is offered for a password', async () => {
    const gone = await startMailSandbox();
    await gone.stop();
    const nobody = await sendBySmtp({ ...settings(), port: gone.smtpPort }, mailTo('a@b.example'));
    expect(nobody).toMatchObject({ outcome: 'later' });
    const open = await sendBySmtp({ ...settings(), needsTls: true }, mailTo('a@b.example'));
    expect(open).toMatchObject({ outcome: 'later' });
  });

  it('cannot be given further headers or recipients by a subject or a name', async () => {
    const subject = 'Receipt\r\nBcc: eve@evil.example\r\n\r\nforged';
    expect(await sendBySmtp(settings(), mailTo('ada@acme.example', { subject }))).toEqual({
      outcome: 'sent',
    });
    const [mail] = sandbox.mails;
    expect(mail?.to).toEqual(['ada@acme.example']);
    expect(new Map(mail?.headers).has('Bcc')).toBe(false);
    expect(mail?.text).toContain('Hello Zoë');
  });
});

describe('the outbox', () => {
  const hostile = `</title></pre><script>alert(1)</script>"onload="x`;
  const html = `<script>top.x = 1</script><p onclick="x">"quoted" & 'so'</p>`;

  it('lists mails, the newest first, and shows each as text and in a frame without rights', async () => {
    const text = `${hostile}\nhttps://acme.example/pay?a=1&b=2 is the link`;
    await sendBySmtp(settings(), mailTo('ada@acme.example', { subject: hostile, text, html }));
    const list = await page('/');
    const [link = ''] = /\/mails\/\d+/.exec(list) ?? [];
    const shown = await page(link);
    for (const each of [list, shown]) {
      expect(each).toContain('&lt;script&gt;alert(1)');
      expect(each).not.toContain('<script');
    }
    expect(shown).toContain('href="https://acme.example/pay?a=1&amp;b=2"');
    expect(shown).toMatch(/<iframe[^>]*sandbox=""/);
    expect(shown).toContain('srcdoc="&lt;script&gt;top.x = 1');
  });

  it('lets its pages load nothing and run nothing', async () => {
    const { headers } = await fetch(`${sandbox.url}/`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
  });

  it('says of a mail that is not kept that it is not', async () => {
    expect((await fetch(`${sandbox.url}/mails/99999`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/mails/x`)).status).toBe(404);
  });

  it('does not answer to the name of another host', async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${sandbox.url}/`, { headers: { host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
  });

  it('keeps the newest two hundred', async () => {
    const received = new ReceivedMails();
    for (let n = 1; n <= 203; n += 1) {
      await received.take(Buffer.from(`Subject: Mail ${n}\r\n\r\n`), [], new Date());
    }
    expect(received.all).toHaveLength(200);
    expect(received.all[0]).toMatchObject({ n: 203, subject: 'Mail 203' });
    expect(received.find(3)).toBeUndefined();
    expect(received.find(4)?.subject).toBe('Mail 4');
    expect(received.forgotten).toBe(3);
  });
});
