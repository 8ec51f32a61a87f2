import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { Config } from '../../../platform/config/config.js';
import { readStoreAddress } from '../../../platform/config/event-store-address.js';

const SECRET = 'hush-hush';
const FILE = fileURLToPath(import.meta.url);

/** What an operator is told who starts a process with this address. */
function saidOf(url: string): string {
  try {
    Config.load({ EVENTSTORE_URL: url });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing';
}

describe('the address of an event store', () => {
  it('is read with its hosts, user and parameters', () => {
    const url = `esdb://sam:p%40ss@a,b:2114?tls=true&tlsCAFile=${FILE}&nodepreference=Follower`;
    expect(readStoreAddress(url)).toMatchObject({
      hosts: [
        { address: 'a', port: 2_113 },
        { address: 'b', port: 2_114 },
      ],
      isDiscovered: false,
      user: { username: 'sam', password: 'p@ss' },
      tls: true,
      files: { tlsCAFile: expect.any(Buffer) },
      parameters: { nodePreference: 'follower' },
    });
    expect(readStoreAddress('kurrentdb+discover://cluster.example/')).toMatchObject({
      hosts: [{ address: 'cluster.example', port: 2_113 }],
      isDiscovered: true,
      user: undefined,
      tls: true,
    });
    expect(saidOf('esdb://127.0.0.1:2113?tls=false&keepAliveInterval=-1')).toBe('nothing');
  });

  const refused = [
    ['tlsVerifyCert=false', /tlsVerifyCert=false: .*tlsCAFile/],
    ['TLSVERIFYCERT=false', /tlsVerifyCert=false: .*tlsCAFile/],
    ['tlsverify=true', /tlsverify: there is no such parameter/],
    ['dnsDiscover=true', /dnsDiscover: there is no such parameter/],
    [`${SECRET}=1`, /an unknown parameter/],
    ['tls=False', /tls: expected true or false/],
    ['tls=', /tls: expected one value/],
    ['tls=true&tls=false', /tls: is given twice/],
    ['tlsCAFile=/dev/null&tls-ca-file=/dev/null', /tlsCAFile: is given twice/],
    ['tls=false&tlsCAFile=ca.pem', /tlsCAFile: needs tls=true/],
    ['tlsCAFile=/no/such/file', /tlsCAFile: there is no such file/],
    [`userCertFile=${FILE}`, /userCertFile and userKeyFile: expected both/],
    ['nodePreference=nearest', /nodePreference: expected follower, leader/],
    ['defaultDeadline=soon', /defaultDeadline: expected a whole number/],
    ['connectionName=50%', /written %25/],
  ] as const;
  it.each(refused)('is refused with the parameter to look at: %s', (parameter, said) => {
    const message = saidOf(`esdb://sam:${SECRET}@host:2113?${parameter}`);
    expect(message).toMatch(/EVENTSTORE_URL: /);
    expect(message).toMatch(said);
    expect(message).not.toContain(SECRET);
  });

  it.each([
    ['another scheme', `http://sam:${SECRET}@host:2113`],
    ['no host', `esdb://sam:${SECRET}@?tls=false`],
    ['no password', `esdb://${SECRET}@host`],
    ['a colon in the password', `esdb://sam:${SECRET}:more@host`],
    ['an @ in the password', `esdb://sam:${SECRET}@more@host`],
    ['a port that is none', `esdb://sam:${SECRET}@host:99999`],
    ['a host with blanks', `esdb://sam:${SECRET}@my host`],
  ])('is refused with %s, and never shown', (_why, url) => {
    expect(saidOf(url)).toMatch(/EVENTSTORE_URL: .*(expected|read)/);
    expect(saidOf(url)).not.toContain(SECRET);
  });
});
