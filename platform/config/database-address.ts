/** Parses PostgreSQL URLs by the rules of libpq. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { types } from 'node:util';

/** Address and options of a PostgreSQL URL; parts that it omits are absent. */
export interface Address {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly ssl?: false | ConnectionOptions;
  readonly sslnegotiation?: 'postgres' | 'direct';
  /** Session settings sent at connection start. */
  readonly options?: string;
}

/** An invalid database URL; the message names the part and never contains the password. */
export class AddressError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AddressError';
  }
}

const URL_PARTS = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i;
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/;

/** Parameters of libpq without effect here: the process sets them itself. */
const IGNORED = new Set([
  'application_name',
  'fallback_application_name',
  'connect_timeout',
  'client_encoding',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'channel_binding',
  'gssencmode',
  'uselibpqcompat',
]);
const TLS_PARAMETERS = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation'];
const READ = new Set(['host', 'port', 'user', 'password', 'dbname', 'options', ...TLS_PARAMETERS]);

/**
 * Parses a PostgreSQL URL by libpq's rules: percent-encoded parts, `?host=` for a socket, `sslmode`
 * and its files. Refuses parameters it would have to ignore. Throws AddressError.
 */
export function readAddress(url: string): Address {
  const found = URL_PARTS.exec(url.trim());
  if (!found) throw new AddressError('expected postgres://user:password@host:5432/scrip');
  const [, login = '', authority = '', path = '', query = ''] = found;
  const parameters = readParameters(query);
  const colon = login.indexOf(':');
  const [rawUser, rawPassword] =
    colon < 0 ? [login, ''] : [login.slice(0, colon), login.slice(colon + 1)];
  const { host, port } = readHost(authority);
  const sslnegotiation = parameters.get('sslnegotiation');
  return {
    ...given('host', parameters.get('host') ?? host),
    ...portOf(parameters.get('port') ?? port),
    ...given('user', parameters.get('user') ?? decoded(rawUser)),
    ...given('password', parameters.get('password') ?? decoded(rawPassword)),
    ...given('database', parameters.get('dbname') ?? decoded(path)),
    ...given('options', parameters.get('options')),
    ...(sslnegotiation === 'direct' && { sslnegotiation }),
    ...readTls(parameters),
  };
}

const given = <Name extends string>(name: Name, text: string | undefined) =>
  (text ? { [name]: text } : {}) as { readonly [key in Name]?: string };

function portOf(text: string | undefined): { readonly port?: number } {
  if (!text) return {};
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new AddressError(`expected a port from 1 to 65535, not ${text}`);
  }
  return { port };
}

/** Decodes percent-encoding; a `%` that starts no code is kept. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readParameters(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    if (pair === '') continue;
    const name = decoded(at < 0 ? pair : pair.slice(0, at));
    if (IGNORED.has(name)) continue;
    if (!READ.has(name)) {
      throw new AddressError(`the parameter \`${name.slice(0, 40)}\` is not known: remove it`);
    }
    if (parameters.has(name)) throw new AddressError(`the parameter \`${name}\` is given twice`);
    parameters.set(name, at < 0 ? '' : decoded(pair.slice(at + 1)));
  }
  return parameters;
}

function readHost(authority: string): { host: string; port: string | undefined } {
  const text = decoded(authority);
  if (text.includes(',')) {
    throw new AddressError('names several hosts: give the one address of the primary');
  }
  if (text.startsWith('/')) return { host: text, port: undefined };
  const found = HOST_AND_PORT.exec(authority);
  if (!found) throw new AddressError('expected host:port after the @');
  const [, host = '', port] = found;
  return { host: decoded(host.replace(/^\[(.*)\]$/, '$1')), port };
}

/** Reads `sslmode` and its files as libpq does. */
function readTls(parameters: ReadonlyMap<string, string>): Pick<Address, 'ssl'> {
  const mode = parameters.get('sslmode');
  const root = parameters.get('sslrootcert');
  if (mode === 'disable') return { ssl: false };
  if (mode === undefined) {
    const named = TLS_PARAMETERS.find((name) => parameters.has(name));
    if (named === undefined) return {};
    throw new AddressError(`${named} needs sslmode beside it: sslmode=verify-full`);
  }
  const ca =
    root === undefined || root === 'system' ? {} : { ca: fileOf(parameters, 'sslrootcert') };
  const client = {
    ...(parameters.has('sslcert') && { cert: fileOf(parameters, 'sslcert') }),
    ...(parameters.has('sslkey') && { key: fileOf(parameters, 'sslkey') }),
  };
  const anyName = { checkServerIdentity: () => undefined };
  switch (mode) {
    case 'no-verify':
      return { ssl: { ...client, rejectUnauthorized: false } };
    case 'require':
      // As in libpq, `require` with a root certificate means `verify-ca`.
      return root === undefined
        ? { ssl: { ...client, rejectUnauthorized: false } }
        : { ssl: { ...client, ...ca, ...anyName } };
    case 'verify-ca':
      if (root === undefined) {
        throw new AddressError(
          'sslmode=verify-ca needs sslrootcert=FILE, the certificate of the CA',
        );
      }
      return { ssl: { ...client, ...ca, ...anyName } };
    case 'verify-full':
      return { ssl: { ...client, ...ca } };
    case 'allow':
    case 'prefer':
      throw new AddressError(
        `sslmode=${mode} leaves TLS to chance: write require, verify-full or disable`,
      );
  }
  throw new AddressError('sslmode: expected disable, require, verify-ca or verify-full');
}

function fileOf(parameters: ReadonlyMap<string, string>, name: string): string {
  const path = parameters.get(name) ?? '';
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = types.isNativeError(error) && 'code' in error ? String(error.code) : 'unreadable';
    throw new AddressError(`${name}: the file ${path} cannot be read (${code})`);
  }
}
