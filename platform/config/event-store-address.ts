import { existsSync, readFileSync } from 'node:fs';
import { AddressError } from './database-address.js';

/** One server in EVENTSTORE_URL. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Parameters of EVENTSTORE_URL by the client's names. */
export interface StoreParameters {
  readonly nodePreference?: 'follower' | 'leader' | 'random' | 'read_only_replica';
  readonly connectionName?: string;
  readonly maxDiscoverAttempts?: number;
  readonly defaultDeadline?: number;
  readonly discoveryInterval?: number;
  readonly gossipTimeout?: number;
  readonly keepAliveInterval?: number;
  readonly keepAliveTimeout?: number;
}

/** Address of the event store and how to connect. */
export interface StoreAddress {
  /** At least one. */
  readonly hosts: readonly [Endpoint, ...Endpoint[]];
  /** Whether the first host's name resolves to all nodes of a cluster. */
  readonly isDiscovered: boolean;
  readonly user: { readonly username: string; readonly password: string } | undefined;
  readonly tls: boolean;
  /** Contents of the named certificate files, in PEM. */
  readonly files: Readonly<Partial<Record<FileParameter, Buffer>>>;
  readonly parameters: StoreParameters;
}

type FileParameter = (typeof FILES)[number];

const EXAMPLE = 'expected esdb://host:2113?tls=false or esdb://user:password@host:2113';
const DEFAULT_PORT = 2_113;
const MAX_PORT = 65_535;
const PARTS = /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:(.*)@)?([^/?@]*)\/*(?:\?(.*))?$/s;

const FILES = ['tlsCAFile', 'userCertFile', 'userKeyFile'] as const;
const FLAGS = ['tls', 'tlsVerifyCert', 'throwOnAppendFailure'] as const;
const NUMBERS = [
  'maxDiscoverAttempts',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
] as const;
const PREFERENCES = ['follower', 'leader', 'random', 'read_only_replica'] as const;
const KNOWN = [...FILES, ...FLAGS, ...NUMBERS, 'nodePreference', 'connectionName'] as const;

type Parameter = (typeof KNOWN)[number];

/**
 * Parses EVENTSTORE_URL by the rules of its clients. Refuses what a client would ignore and says
 * what to write instead: the client only warns, and prints the whole address with it. Throws
 * AddressError, whose message contains no value of the URL.
 */
export function readStoreAddress(url: string): StoreAddress {
  const found = PARTS.exec(url.trim());
  if (!found) throw new AddressError(EXAMPLE);
  const [, discover, login, authority = '', query = ''] = found;
  const parameters = readParameters(query);
  return {
    hosts: readHosts(authority),
    isDiscovered: discover !== undefined,
    user: readUser(login),
    tls: parameters.get('tls') !== 'false',
    files: readFiles(parameters),
    parameters: {
      ...numbersOf(parameters),
      ...preferenceOf(parameters),
      ...(parameters.has('connectionName') && { connectionName: parameters.get('connectionName') }),
    },
  };
}

function readHosts(authority: string): [Endpoint, ...Endpoint[]] {
  const [first, ...others] = authority.split(',').map(readHost);
  if (!first) throw new AddressError(EXAMPLE);
  return [first, ...others];
}

function readHost(text: string): Endpoint {
  const [, address, port] = /^([A-Za-z0-9._-]+)(?::(\d+))?$/.exec(text.trim()) ?? [];
  if (address === undefined) throw new AddressError(`a host cannot be read; ${EXAMPLE}`);
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  if (number < 1 || number > MAX_PORT) throw new AddressError('expected a port from 1 to 65535');
  return { address, port: number };
}

function readUser(login: string | undefined): StoreAddress['user'] {
  if (login === undefined) return undefined;
  const parts = login.split(':');
  const [username = '', password = ''] = parts;
  if (parts.length !== 2 || username === '' || password === '' || login.includes('@')) {
    const special = 'a ":", "@", "/" or "%" in one of them as %3A, %40, %2F or %25';
    throw new AddressError(`expected user:password before the host, ${special}`);
  }
  return { username: decoded(username), password: decoded(password) };
}

function readParameters(query: string): Map<Parameter, string> {
  const parameters = new Map<Parameter, string>();
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [name = '', value = '', ...more] = pair.split('=');
    const parameter = KNOWN.find((known) => flat(known) === flat(name));
    if (!parameter) throw new AddressError(`${unknown(name)} (known: ${KNOWN.join(', ')})`);
    if (value === '' || more.length > 0) throw new AddressError(`${parameter}: expected one value`);
    if (parameters.has(parameter)) throw new AddressError(`${parameter}: is given twice`);
    parameters.set(parameter, decoded(value).trim());
  }
  for (const flag of FLAGS) {
    if (!['true', 'false', undefined].includes(parameters.get(flag))) {
      throw new AddressError(`${flag}: expected true or false`);
    }
  }
  if (parameters.get('tlsVerifyCert') === 'false') {
    const instead = 'name its CA in tlsCAFile, or write tls=false for a server without TLS';
    throw new AddressError(`tlsVerifyCert=false: certificates are always verified; ${instead}`);
  }
  return parameters;
}

const unknown = (name: string): string =>
  /^[A-Za-z]{1,40}$/.test(name) ? `${name}: there is no such parameter` : 'an unknown parameter';

function readFiles(parameters: ReadonlyMap<Parameter, string>): StoreAddress['files'] {
  const files: Partial<Record<FileParameter, Buffer>> = {};
  for (const name of FILES) {
    const path = parameters.get(name);
    if (path === undefined) continue;
    if (parameters.get('tls') === 'false') throw new AddressError(`${name}: needs tls=true`);
    if (!existsSync(path)) throw new AddressError(`${name}: there is no such file`);
    files[name] = readFileSync(path);
  }
  if (!files.userCertFile !== !files.userKeyFile) {
    throw new AddressError('userCertFile and userKeyFile: expected both or none');
  }
  return files;
}

function numbersOf(parameters: ReadonlyMap<Parameter, string>): StoreParameters {
  const numbers: Partial<Record<(typeof NUMBERS)[number], number>> = {};
  for (const name of NUMBERS) {
    const text = parameters.get(name);
    if (text === undefined) continue;
    // -1 disables keep-alives.
    const isOff = text === '-1' && name.startsWith('keepAlive');
    if (!isOff && !/^[1-9]\d{0,8}$/.test(text)) {
      throw new AddressError(`${name}: expected a whole number from 1`);
    }
    numbers[name] = Number(text);
  }
  return numbers;
}

function preferenceOf(parameters: ReadonlyMap<Parameter, string>): StoreParameters {
  const text = parameters.get('nodePreference');
  if (text === undefined) return {};
  const nodePreference = PREFERENCES.find((known) => flat(known) === flat(text));
  if (nodePreference) return { nodePreference };
  throw new AddressError(`nodePreference: expected ${PREFERENCES.join(', ')}`);
}

/** Parameter names are case-insensitive. */
const flat = (name: string): string => name.trim().toLowerCase().replaceAll(/[_-]/g, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AddressError('a "%" that means itself is written %25');
  }
}
