import { describe, expect, it } from '@jest/globals';
import { Config, ConfigError } from '../../../platform/config/config.js';

const from = 'Acme <billing@acme.example>';
const mailOf = (environment: Record<string, string>) => Config.load(environment).mail;
const refusalOf = (environment: Record<string, string>): string => {
  try {
    Config.load(environment);
    return 'taken';
  } catch (error) {
    return error instanceof ConfigError ? error.problems.join('\n') : String(error);
  }
};

describe('the settings of mails', () => {
  it('are none unless a server is named', () => {
    expect(mailOf({})).toBeUndefined();
    expect(refusalOf({ MAIL_FROM: from })).toContain('MAIL_FROM: has no use without SMTP_URL');
    expect(refusalOf({ MAIL_FINANCE: 'f@acme.example' })).toContain('MAIL_FINANCE: has no use');
  });

  it('name server, sender and finance', () => {
    const url = 'smtps://us%40er:p%2Fw@mail.example';
    const finance = 'finance@acme.example';
    expect(mailOf({ SMTP_URL: url, MAIL_FROM: from, MAIL_FINANCE: finance })).toEqual({
      host: 'mail.example',
      port: 465,
      isSecure: true,
      needsTls: false,
      login: { user: 'us@er', password: 'p/w' },
      from: { name: 'Acme', address: 'billing@acme.example' },
      finance,
    });
    const bare = mailOf({ SMTP_URL: 'smtp://[::1]:2525', MAIL_FROM: 'billing@acme.example' });
    expect(bare).toMatchObject({ host: '::1', port: 2_525, isSecure: false, login: undefined });
    expect(bare?.from).toEqual({ name: undefined, address: 'billing@acme.example' });
  });

  it('demand TLS before a password is sent to another machine', () => {
    const needs = (url: string) => mailOf({ SMTP_URL: url, MAIL_FROM: from })?.needsTls;
    expect(needs('smtp://u:p@mail.example')).toBe(true);
    expect(needs('smtp://u:p@127.0.0.1')).toBe(false);
    expect(needs('smtp://mail.example')).toBe(false);
  });

  it.each([
    'http://mail.example',
    'smtp://',
    'smtp://user@mail.example',
    'smtp://u:hunter2@mail.example/path',
    'smtps://u:hunter2@mail.example?tls=false',
    'hunter2',
  ])('refuse %s, and show nothing of it', (url) => {
    const refusal = refusalOf({ SMTP_URL: url, MAIL_FROM: from });
    expect(refusal).toContain('SMTP_URL: expected a URL such as smtps://');
    expect(refusal).not.toContain('hunter2');
  });

  it('need a sender that is an address', () => {
    const url = 'smtp://mail.example';
    expect(refusalOf({ SMTP_URL: url })).toContain('MAIL_FROM: must be set with SMTP_URL');
    for (const sender of ['Acme', 'a@b, c@d', 'Acme <a@b>\nBcc: x@y', '<a b@c>']) {
      expect(refusalOf({ SMTP_URL: url, MAIL_FROM: sender })).toContain('MAIL_FROM: expected');
    }
  });
});
