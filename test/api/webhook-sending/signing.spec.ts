import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { newSecret, signatureHeaders } from '../../../api/webhook-sending/signing.js';

const message = { id: 'msg_1', sentAt: new Date(), body: '{"type":"test.ping","of":"é"}' };

describe('a signature', () => {
  it('is verified by whoever has the secret, and by nobody else', () => {
    const secret = newSecret();
    const headers = signatureHeaders(message, [secret]);
    expect(new Webhook(secret).verify(message.body, headers)).toMatchObject({ of: 'é' });
    expect(() => new Webhook(newSecret()).verify(message.body, headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${message.body} `, headers)).toThrow();
    expect(() =>
      new Webhook(secret).verify(message.body, { ...headers, 'webhook-id': 'msg_2' }),
    ).toThrow();
  });

  it('is there once for each live secret', () => {
    const [newer, older] = [newSecret(), newSecret()];
    const headers = signatureHeaders(message, [newer, older]);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [newer, older]) {
      expect(new Webhook(secret).verify(message.body, headers)).toBeTruthy();
    }
  });

  it('is too old after five minutes', () => {
    const secret = newSecret();
    const sentAt = new Date(Date.now() - 301_000);
    const headers = signatureHeaders({ ...message, sentAt }, [secret]);
    expect(() => new Webhook(secret).verify(message.body, headers)).toThrow('too old');
  });
});

describe('a secret', () => {
  it('has 256 random bits in the form of Standard Webhooks', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret()).not.toBe(secret);
  });
});
