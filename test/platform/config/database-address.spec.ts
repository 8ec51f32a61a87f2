import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAddress } from '../../../platform/config/database-address.js';

describe('a database URL', () => {
  it('says host, port, user, password and database, each percent-encoded where it must be', () => {
    expect(readAddress('postgres://me:p%40ss%2Fword@db.example:5433/a%2Fb%20c')).toEqual({
      host: 'db.example',
      port: 5433,
      user: 'me',
      password: 'p@ss/word',
      database: 'a/b c',
    });
    expect(readAddress('postgresql://me@[::1]/x')).toEqual({
      host: '::1',
      user: 'me',
      database: 'x',
    });
  });

  it('takes what begins no code for itself', () => {
    expect(readAddress('postgres://me:100%@db/x')).toMatchObject({ password: '100%' });
  });

  it.each([
    'postgresql:///scrip?host=/var/run/postgresql',
    'postgresql://%2Fvar%2Frun%2Fpostgresql/scrip',
    'postgresql:///scrip?host=%2Fvar%2Frun%2Fpostgresql',
  ])('may name the folder of a socket: %s', (url) => {
    expect(readAddress(url)).toEqual({ host: '/var/run/postgresql', database: 'scrip' });
  });

  it('may name a user beside a socket, and all of it in parameters', () => {
    expect(readAddress('postgresql://me:pw@/scrip?host=/tmp&port=5433')).toEqual({
      ...{ host: '/tmp', port: 5433, user: 'me', password: 'pw', database: 'scrip' },
    });
    expect(readAddress('postgresql:///?host=h&user=u&password=p&dbname=d')).toEqual({
      ...{ host: 'h', user: 'u', password: 'p', database: 'd' },
    });
  });

  it('brings settings that are passed on', () => {
    const url = 'postgres://db/x?options=-c%20search_path%3Da&application_name=mine';
    expect(readAddress(url)).toEqual({ host: 'db', database: 'x', options: '-c search_path=a' });
  });

  describe('and TLS', () => {
    const tlsOf = (parameters: string) => readAddress(`postgres://db/x?${parameters}`).ssl;
    const folder = mkdtempSync(join(tmpdir(), 'scrip-ca-'));
    const file = join(folder, 'ca.pem');
    writeFileSync(file, 'CA');

    it('means by sslmode what libpq means', () => {
      expect(tlsOf('')).toBeUndefined();
      expect(tlsOf('sslmode=disable')).toBe(false);
      expect(tlsOf('sslmode=require')).toEqual({ rejectUnauthorized: false });
      expect(tlsOf('sslmode=verify-full')).toEqual({});
      expect(tlsOf(`sslmode=verify-full&sslrootcert=${file}`)).toEqual({ ca: 'CA' });
      const anyName = { ca: 'CA', checkServerIdentity: expect.any(Function) };
      expect(tlsOf(`sslmode=require&sslrootcert=${file}`)).toEqual(anyName);
      expect(tlsOf(`sslmode=verify-ca&sslrootcert=${file}`)).toEqual(anyName);
      rmSync(folder, { recursive: true });
    });

    it.each([
      ['sslmode=prefer', /sslmode=prefer leaves TLS to chance: write require, verify-full or/],
      ['sslmode=verify-ca', /needs sslrootcert=FILE/],
      ['sslrootcert=/none', /sslrootcert needs sslmode beside it/],
      ['sslmode=verify-full&sslrootcert=/none', /the file \/none cannot be read \(ENOENT\)/],
      ['sslmode=on', /expected disable, require, verify-ca or verify-full/],
    ])('is refused in words: %s', (parameters, words) => {
      expect(() => tlsOf(parameters)).toThrow(words);
    });
  });

  it.each([
    ['mysql://u:hunter2@h/db', /expected postgres:\/\//],
    ['postgres://u:hunter2@a,b/db', /names several hosts/],
    ['postgres://u:hunter2@h:port/db', /expected host:port/],
    ['postgres://u:hunter2@h:99999/db', /expected a port from 1 to 65535/],
    ['postgres://u:hunter2@h/db?pgbouncer=true', /the parameter `pgbouncer` is not known/],
    ['postgres://u:hunter2@h/db?sslmode=require&sslmode=disable', /`sslmode` is given twice/],
  ])('that cannot be followed is refused without showing its password: %s', (url, words) => {
    expect(() => readAddress(url)).toThrow(words);
    expect(() => readAddress(url)).not.toThrow(/hunter2/);
  });
});
