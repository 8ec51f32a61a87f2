import { describe, expect, it } from '@jest/globals';
import { Config } from '../../../platform/config/config.js';

const TEST_KEY = 'sk_test_4eC39HqLyjWDarjtT1';
const LIVE_KEY = 'sk_live_4eC39HqLyjWDarjtT1';
const SECRET = 'whsec_0123456789abcdef';
const PUBLIC = 'https://credits.example/';
const DOUBLE = 'http://127.0.0.1:12111';
const TOKEN = '4eC39HqLyjWDarjtT1';
const SANDBOX = { SCRIP_MODE: 'sandbox', STRIPE_SANDBOX_TOKEN: TOKEN };
const whole = (more: Record<string, string> = {}) => ({
  STRIPE_SECRET_KEY: TEST_KEY,
  STRIPE_WEBHOOK_SECRET: SECRET,
  SCRIP_PUBLIC_URL: PUBLIC,
  ...more,
});

describe('the settings of payments', () => {
  it('are absent unless there is a key', () => {
    expect(Config.load({}).stripe).toBeUndefined();
    expect(Config.load({ SCRIP_PUBLIC_URL: PUBLIC }).stripe).toBeUndefined();
  });

  it('hold key, secrets and addresses', () => {
    expect(Config.load(whole({ STRIPE_WEBHOOK_SECRET: `${SECRET},${SECRET}2` })).stripe).toEqual({
      secretKey: TEST_KEY,
      isLive: false,
      webhookSecrets: [SECRET, `${SECRET}2`],
      apiUrl: undefined,
      sandboxToken: undefined,
      timeoutMs: 20_000,
      publicUrl: 'https://credits.example',
    });
    expect(Config.load(whole({ STRIPE_SECRET_KEY: LIVE_KEY })).stripe?.isLive).toBe(true);
    const restricted = LIVE_KEY.replace('sk_', 'rk_');
    expect(Config.load(whole({ STRIPE_SECRET_KEY: restricted })).stripe?.isLive).toBe(true);
  });

  it('lead buyers of a sandbox back to its own port', () => {
    const { SCRIP_PUBLIC_URL: _, ...rest } = whole({ SCRIP_MODE: 'sandbox', PORT: '4850' });
    expect(Config.load(rest).stripe?.publicUrl).toBe('http://127.0.0.1:4850');
  });

  it('hold the token of a double in sandbox mode', () => {
    const read = Config.load(whole({ ...SANDBOX, STRIPE_API_URL: DOUBLE }));
    expect(read.stripe?.sandboxToken).toBe(TOKEN);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['no webhook secret', { STRIPE_WEBHOOK_SECRET: ' ' }, /STRIPE_WEBHOOK_SECRET: must be set/],
    ['an empty webhook secret', { STRIPE_WEBHOOK_SECRET: 'whsec_' }, /STRIPE_WEBHOOK_SECRET: exp/],
    ['a comma without a second secret', { STRIPE_WEBHOOK_SECRET: `${SECRET},` }, /WEBHOOK_SECRET/],
    ['three secrets', { STRIPE_WEBHOOK_SECRET: [SECRET, SECRET, SECRET].join() }, /or two/],
    [
      'a publishable key',
      { STRIPE_SECRET_KEY: 'pk_test_4eC39HqLyjWDarj' },
      /secret or restricted key/,
    ],
    ['a part of a key', { STRIPE_SECRET_KEY: 'sk_test_4eC39' }, /whole .*rk_live_…/],
    [
      'a live key for another host',
      { STRIPE_SECRET_KEY: LIVE_KEY, STRIPE_API_URL: 'http://127.0.0.1:12111' },
      /STRIPE_API_URL: must not be set with a live key/,
    ],
    [
      'a live key with a test clock',
      { STRIPE_SECRET_KEY: LIVE_KEY, SCRIP_MODE: 'sandbox' },
      /STRIPE_SECRET_KEY: a live key must not be used in sandbox mode/,
    ],
    [
      'a token of a double outside of sandbox mode',
      { STRIPE_API_URL: DOUBLE, STRIPE_SANDBOX_TOKEN: TOKEN },
      /STRIPE_SANDBOX_TOKEN: must not be set outside of sandbox mode/,
    ],
    [
      'a token of a double with a live key',
      { ...SANDBOX, STRIPE_SECRET_KEY: LIVE_KEY, STRIPE_API_URL: DOUBLE },
      /STRIPE_SANDBOX_TOKEN: must not be set with a live key/,
    ],
    ['a token of no double', SANDBOX, /STRIPE_SANDBOX_TOKEN: has no use without STRIPE_API_URL/],
    ['no address to return to', { SCRIP_PUBLIC_URL: '' }, /SCRIP_PUBLIC_URL: must be set/],
    ['an address that is none', { SCRIP_PUBLIC_URL: 'credits.example' }, /https:\/\/credits/],
  ])('refuse the start with %s, and name no secret', (_, more, words) => {
    expect(() => Config.load(whole(more))).toThrow(words);
    expect(() => Config.load(whole(more))).not.toThrow(/4eC39|0123456789/);
  });
});
