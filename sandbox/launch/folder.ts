import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
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
import { canReach, type Identity } from '../postgres/postgres-files.js';
import { explainFolder, FolderUnusable } from './unusable.js';

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

/** Makes a folder and whatever is missing above it; undefined where it is there. */
async function make(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    // On a read-only file system a folder that cannot be made is told as one that is not found.
    const above = await writable(dirname(folder)).catch((reason: unknown) => reason);
    const explained = explainFolder(above ?? error, folder);
    if (explained instanceof FolderUnusable) throw explained;
    const said = error instanceof Error ? error.message : String(error);
    throw new FolderUnusable(`the data folder ${folder} cannot be made: ${said}`);
  }
}

/** Throws what the system says of writing into a folder. */
async function writable(folder: string): Promise<undefined> {
  await access(folder, constants.W_OK);
  return undefined;
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
