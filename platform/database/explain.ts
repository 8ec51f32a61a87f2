import { types } from 'node:util';
import pg from 'pg';
import { Refusal } from '../refusal.js';
import type { Address } from '../config/database-address.js';

/** PostgreSQL, or a proxy in front of it, refused the connection. */
export class DatabaseRefusal extends Refusal {}

/** Address and user as messages may show them. */
interface Shown {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

/** A sentence for the operator, a few words for readiness, and whether waiting may help. */
interface Explained {
  readonly text: string;
  readonly brief: string;
  readonly isFinal: boolean;
}

const final = (brief: string, text: string): Explained => ({ text, brief, isFinal: true });
const passing = (brief: string, text: string): Explained => ({ text, brief, isFinal: false });

/** Explains a failed connection in words; returns other errors unchanged. */
export function explainConnecting(error: unknown, address: Address): unknown {
  if (!types.isNativeError(error) || error instanceof Refusal) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const shown = show(address);
  const explained =
    explainSqlState(code, error.message, shown) ??
    explainTls(code, error.message, shown) ??
    explainNetwork(code, error.message, shown);
  if (!explained) return error;
  const { text, brief, isFinal } = explained;
  return new DatabaseRefusal(text, { brief, isFinal, cause: error });
}

function show(address: Address): Shown {
  const { host, port, user = '', database = '' } = new pg.Client({ ...address });
  return {
    host: host.startsWith('/') ? host : `${host}:${port}`,
    user: `"${user}"`,
    database: `"${database}"`,
  };
}

function explainSqlState(code: string, said: string, shown: Shown): Explained | undefined {
  const { host, user, database } = shown;
  switch (code) {
    case '3D000':
      return final(
        'the database does not exist (DATABASE_URL)',
        `the database ${database} at ${host} does not exist: create it or correct DATABASE_URL`,
      );
    case '28P01':
      return refusedUser(shown);
    case '28000':
      return explainRule(said, shown);
    case '42501':
      return final(
        'the role lacks a right (DATABASE_URL)',
        `the server at ${host} refuses the user ${user}: ${said}; GRANT it, or correct DATABASE_URL`,
      );
    case '53300':
      return passing(
        'no connection is left (max_connections)',
        `the server at ${host} has no connection left (${said}): raise its max_connections, or lower DATABASE_POOL_SIZE`,
      );
    case '55000':
      return final(
        'the database takes no connections (DATABASE_URL)',
        `the server at ${host} refuses the database ${database}: ${said}`,
      );
    case '57P03':
      return passing('is starting or ending', `the server at ${host} is not open yet: ${said}`);
  }
  if (/unsupported startup parameter/.test(said)) {
    return final(
      'the pooler refuses a parameter (DATABASE_URL)',
      `the pooler at ${host} refuses the connection (${said}): remove \`options\` from DATABASE_URL, or let the pooler ignore it (ignore_startup_parameters)`,
    );
  }
  // PgBouncer gives no SQLSTATE.
  if (/no such database/.test(said)) return explainSqlState('3D000', said, shown);
  if (/no such user|auth(entication)? failed|password must be/i.test(said)) {
    return refusedUser(shown);
  }
  return undefined;
}

const refusedUser = ({ host, user }: Shown): Explained =>
  final(
    'the user or password is refused (DATABASE_URL)',
    `the server at ${host} refuses the user ${user}: correct name or password in DATABASE_URL`,
  );

/** Explains that `pg_hba.conf` has no matching rule. */
function explainRule(said: string, shown: Shown): Explained {
  if (!/pg_hba\.conf/.test(said)) return refusedUser(shown);
  const { host, user, database } = shown;
  const entry = `the pg_hba.conf of ${host} does not let ${user} into ${database} from here`;
  if (/no encryption|SSL off/.test(said)) {
    return final(
      'the server wants TLS (sslmode in DATABASE_URL)',
      `${entry} without TLS: add sslmode=require to DATABASE_URL, or a rule to pg_hba.conf`,
    );
  }
  return final(
    'the server lets nobody in from here (pg_hba.conf)',
    `${entry}: add a rule, or correct DATABASE_URL`,
  );
}

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
]);

function explainTls(code: string, said: string, { host }: Shown): Explained | undefined {
  if (/does not support SSL/i.test(said)) {
    return final(
      'the server speaks no TLS (sslmode in DATABASE_URL)',
      `the server at ${host} speaks no TLS: set it up there (ssl = on), or write sslmode=disable in DATABASE_URL`,
    );
  }
  if (UNTRUSTED.has(code)) {
    return final(
      'the certificate is not trusted (sslrootcert in DATABASE_URL)',
      `the certificate of ${host} is not trusted (${code}): name its CA in DATABASE_URL with sslrootcert=FILE, or write sslmode=require to encrypt without a check`,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return final(
      'the certificate is for another host (DATABASE_URL)',
      `the certificate of ${host} is for another host: connect by the name in it, or write sslmode=verify-ca in DATABASE_URL`,
    );
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return final(
      'the certificate is not valid now',
      `the certificate of ${host} is not valid now (${code}): renew it, and look at both clocks`,
    );
  }
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code.startsWith('ERR_OSSL_')) {
    return final(
      'TLS fails (sslmode in DATABASE_URL)',
      `TLS with ${host} fails (${code}): look at sslmode, sslcert, sslkey and sslrootcert in DATABASE_URL`,
    );
  }
  return undefined;
}

function explainNetwork(code: string, said: string, { host }: Shown): Explained | undefined {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return passing(
      'its host is not found (DATABASE_URL)',
      `no host is called ${host} (${code}): correct DATABASE_URL`,
    );
  }
  if (code === 'EACCES') {
    return final(
      'its socket is not for us (DATABASE_URL)',
      `the socket ${host} may not be used by this user: correct its rights or DATABASE_URL`,
    );
  }
  const isNetwork = /^E[A-Z]+$/.test(code);
  if (!isNetwork && !/connection terminated|timeout expired/i.test(said)) return undefined;
  return passing(
    'no server answers (DATABASE_URL)',
    `no database server answers at ${host}${isNetwork ? ` (${code})` : ''}: start it or correct DATABASE_URL`,
  );
}
