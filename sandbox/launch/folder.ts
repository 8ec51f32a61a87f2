import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { types } from 'node:util';
import { canReach, exists, type Identity } from '../postgres/postgres-files.js';
import { FolderUnusable } from './unusable.js';

export { FolderUnusable } from './unusable.js';

/** What only a data folder of ours holds; a new volume holds `lost+found`. */
const MARKS = new Set(['api-key', 'anchor-key', 'secret-key', 'postgres.password']);
const OUTSIDE = '/var/lib/scrip';

/**
 * Makes the data folder, or makes sure it is one: private to us, and passable for the group of the
 * user that PostgreSQL runs as where that is not us. Answers its path without symbolic links.
 */
export async function openFolder(folder: string, { uid, gid }: Identity): Promise<string> {
  const isNew = await make(folder);
  const found = isNew ? [] : (await readdir(folder)).filter((name) => name !== 'lost+found');
  if (found.length > 0 && !found.some((name) => MARKS.has(name))) {
    throw new FolderUnusable(
      `${folder} holds other things (${found.slice(0, 3).join(', ')}); ` +
        'give SCRIP_DATA_DIR a folder that is new, empty, or was made by Scrip',
    );
  }
  const owner = (await stat(folder)).uid;
  if (process.getuid && owner !== process.getuid()) {
    throw new FolderUnusable(`${folder} belongs to another user (uid ${owner})`);
  }
  if (uid !== undefined && gid !== undefined) await chown(folder, process.getuid?.() ?? 0, gid);
  await chmod(folder, uid === undefined ? 0o700 : 0o710);
  return realpath(folder);
}

/**
 * Makes a folder and whatever is missing above it; answers whether it is new. Step by step, as
 * Node's own recursive mkdir never ends below `/proc`.
 */
async function make(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    const code = types.isNativeError(error) && 'code' in error ? error.code : undefined;
    const there = await stat(folder).catch(() => undefined);
    if (code === 'EEXIST' && there?.isDirectory()) return false;
    if (code === 'EEXIST' && there) {
      throw new FolderUnusable(`the data folder ${folder} is no folder: correct SCRIP_DATA_DIR`);
    }
    const above = dirname(folder);
    if (code === 'ENOENT' && !(await exists(above))) {
      await make(above);
      return make(folder);
    }
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
    throw new FolderUnusable(
      `the data folder ${folder} cannot be made there: correct SCRIP_DATA_DIR`,
    );
  }
}

/** A secret and the file that keeps it, if one of ours does. */
export interface Secret {
  readonly value: string;
  /** Made just now. */
  readonly isNew: boolean;
  readonly file: string | undefined;
}

/** A secret that is made once and kept in a file of mode 0600. */
export async function secretIn(folder: string, name: string, make: () => string): Promise<Secret> {
  const file = join(folder, name);
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kept) {
    await chmod(file, 0o600);
    return { value: kept, isNew: false, file };
  }
  const value = make();
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${value}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { value, isNew: true, file };
}

/** Leaves a line for the tools that look for the product in this folder. */
export const noteIn = (folder: string, name: string, text: string): Promise<void> =>
  writeFile(join(folder, name), `${text}\n`);

/**
 * Where the PostgreSQL cluster lives: `postgres` in the data folder. If the user it runs as cannot
 * get there (a project under /root), that is a link, and the cluster is below /var/lib/scrip.
 */
export async function postgresFolder(folder: string, identity: Identity): Promise<string> {
  const inside = join(folder, 'postgres');
  const linked = await readlink(inside).catch(() => undefined);
  if (linked !== undefined) return linked;
  if (await canReach(identity, folder)) return inside;
  const outside = join(OUTSIDE, randomBytes(6).toString('hex'), 'postgres');
  try {
    await mkdir(OUTSIDE, { recursive: true, mode: 0o711 });
    await mkdir(dirname(outside), { mode: 0o711 });
    await symlink(outside, inside);
  } catch (error) {
    throw new FolderUnusable(
      `PostgreSQL runs as another user (uid ${identity.uid}), who cannot reach ${folder}, and ` +
        `${OUTSIDE} cannot be used instead (${String(error)}); choose a folder with SCRIP_DATA_DIR`,
    );
  }
  return outside;
}
