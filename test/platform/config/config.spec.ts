import { describe, expect, it } from '@jest/globals';
import { Config, ConfigError, describeVariables } from '../../../platform/config/config.js';

describe('the configuration', () => {
  it('has a default for everything a first start needs', () => {
    const config = Config.load({});
    expect(config).toMatchObject({
      sandbox: false,
      port: 3000,
      dataDir: '.scrip',
      drainMs: 10_000,
    });
    expect(config.databaseUrl).toBeUndefined();
  });

  it('answers for the health of workers and projections where it is told a port, not before', () => {
    const ports = { workerPort: undefined, projectionsPort: undefined };
    expect(Config.load({})).toMatchObject(ports);
    const told = Config.load({ SCRIP_WORKER_PORT: '3001', SCRIP_PROJECTIONS_PORT: '3002' });
    expect(told).toMatchObject({ workerPort: 3001, projectionsPort: 3002 });
    expect(() => Config.load({ SCRIP_WORKER_PORT: '99999' })).toThrow(/SCRIP_WORKER_PORT/);
  });

  it('takes an empty variable for an absent one', () => {
    expect(Config.load({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000 });
  });

  it('names every variable that is wrong, not only the first, and never its value', () => {
    const wrong = {
      PORT: 'eighty',
      DATABASE_URL: 'mysql://u:hunter2@h/db',
      SCRIP_API_KEY: 'short',
    };
    let message = '';
    try {
      Config.load(wrong);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = String(error);
    }
    expect(message).toMatch(/PORT: .*\n.*SCRIP_API_KEY: .*\n.*DATABASE_URL: /s);
    expect(message).not.toMatch(/hunter2|short/);
  });

  it.each([
    ['PORT', 'abc', 'expected a whole number from 0 to 65535, not "abc"'],
    ['PORT', '70000', 'expected a whole number from 0 to 65535, not "70000"'],
    ['SCRIP_CACHE_MB', '0x10', 'expected a whole number from 1 to 65536, not "0x10"'],
    ['SCRIP_DRAIN_SECONDS', '1.5', 'expected a whole number from 0 to 600, not "1.5"'],
    ['SCRIP_MODE', 'Sandbox', 'expected production or sandbox, not "Sandbox"'],
    ['LOG_LEVEL', 'loud', 'expected fatal, error, warn, info, debug, trace or silent, not "loud"'],
    ['SCRIP_DEMO_URL', 'x', 'expected a URL such as http://127.0.0.1:4000'],
    ['SCRIP_OIDC_ISSUER', 'login.example', 'expected a URL such as https://login.example'],
    ['SCRIP_OIDC_ISSUER', 'http://login.example', 'expected a URL such as https://login.example'],
    ['SCRIP_OIDC_ISSUER', 'https://a:b@login.example', 'expected a URL'],
    ['SCRIP_TRUST_PROXY', 'nginx', '(`10.0.0.0/8`), not "nginx"'],
  ])('says what %s=%s should be', (name, value, words) => {
    expect(() => Config.load({ [name]: value })).toThrow(words);
  });

  it('takes settings that belong together all or none, and names those that are missing', () => {
    const issuer = { SCRIP_OIDC_ISSUER: 'http://127.0.0.1:9000' };
    expect(() => Config.load({ ...issuer, SCRIP_OIDC_CLIENT_ID: 'scrip' })).toThrow(
      'SCRIP_OIDC_CLIENT_SECRET: must be set with SCRIP_OIDC_ISSUER and SCRIP_OIDC_CLIENT_ID',
    );
    expect(() => Config.load({ SCRIP_ADMIN_EMAIL: 'root@acme.example' })).toThrow(
      'SCRIP_ADMIN_PASSWORD: must be set with SCRIP_ADMIN_EMAIL',
    );
    const all = { ...issuer, SCRIP_OIDC_CLIENT_ID: 'scrip', SCRIP_OIDC_CLIENT_SECRET: 's' };
    expect(Config.load(all).oidc).toMatchObject({ clientId: 'scrip', name: '127.0.0.1:9000' });
    expect(Config.load({ ...all, SCRIP_OIDC_NAME: 'Acme' }).oidc?.name).toBe('Acme');
    expect(Config.load({}).oidc).toBeUndefined();
  });

  it('never shows what may be a secret, however it is wrong', () => {
    const secret = 'hunter2 ü';
    const secrets = [
      'SCRIP_API_KEY',
      'DATABASE_URL',
      'DATABASE_DIRECT_URL',
      'EVENTSTORE_URL',
      'REDIS_URL',
      'SCRIP_SECRET_KEY',
      'SCRIP_ANCHOR_KEY',
      'SCRIP_ANCHOR_PUBLIC_KEY',
    ];
    for (const name of secrets) {
      expect(() => Config.load({ [name]: secret })).toThrow(new RegExp(`${name}: expected`));
      expect(() => Config.load({ [name]: secret })).not.toThrow(/hunter2/);
    }
  });

  it('takes the connection strings its stores are known by', () => {
    const config = Config.load({
      DATABASE_URL: 'postgresql://scrip:secret@db.internal:5432/scrip?sslmode=require',
      EVENTSTORE_URL: 'esdb+discover://admin:changeit@node1:2113,node2:2113?tls=true',
    });
    expect(config.need('eventStoreUrl')).toContain('node2');
    expect(config.need('databaseUrl')).toContain('db.internal');
  });

  it('says which variable a process lacks', () => {
    expect(() => Config.load({}).need('eventStoreUrl')).toThrow(/EVENTSTORE_URL: must be set/);
  });

  it('describes every variable', () => {
    const variables = describeVariables();
    expect(variables.find(({ name }) => name === 'PORT')).toMatchObject({ byDefault: '3000' });
    expect(variables.filter(({ description }) => description.length < 10)).toEqual([]);
  });

  it.each([
    ['1', 1],
    ['2', 2],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['10.0.0.0/8, 192.168.1.7,fd00::/8', ['10.0.0.0/8', '192.168.1.7', 'fd00::/8']],
    ['', undefined],
  ])('believes proxies that it is told of: %j', (said, expected) => {
    expect(Config.load({ SCRIP_TRUST_PROXY: said }).trustProxy).toEqual(expected);
  });

  it.each([
    'true',
    'false',
    '0',
    '99',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    'nginx',
    '10.0.0.0/8,',
  ])('does not believe %j, and says what to write', (said) => {
    expect(() => Config.load({ SCRIP_TRUST_PROXY: said })).toThrow(
      /SCRIP_TRUST_PROXY: expected .*`1`.*`10\.0\.0\.0\/8`/,
    );
  });

  it('needs a key to seal secrets with, but for a sandbox', () => {
    expect(() => Config.load({}).need('secretKey')).toThrow(/SCRIP_SECRET_KEY: must be set/);
    expect(Config.load({ SCRIP_MODE: 'sandbox' }).need('secretKey')).toHaveLength(44);
    expect(() => Config.load({ SCRIP_SECRET_KEY: 'short' })).toThrow(/SCRIP_SECRET_KEY: expected/);
  });
});
