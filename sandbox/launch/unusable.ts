import { types } from 'node:util';

/** What the system says of a folder that cannot be written, and what to do about it. */
const WORDS: Readonly<Record<string, string>> = {
  EROFS: 'is on a read-only file system: give SCRIP_DATA_DIR a folder that can be written',
  ENOSPC: 'is on a file system without space: make room, or give SCRIP_DATA_DIR another folder',
  EDQUOT: 'is beyond the quota of this user: make room, or give SCRIP_DATA_DIR another folder',
  EACCES: 'may not be written by this user: correct its rights, or set SCRIP_DATA_DIR',
  EPERM: 'may not be written by this user: correct its rights, or set SCRIP_DATA_DIR',
  ENOTDIR: 'is below something that is no folder: correct SCRIP_DATA_DIR',
  EIO: 'is on a disk that fails: give SCRIP_DATA_DIR a folder on another',
};

/** The folder cannot be used; the message says why and what to do. */
export class FolderUnusable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FolderUnusable';
  }
}

/** What an error says of the data folder, in one sentence; others stay as they are. */
export function explainFolder(error: unknown, folder: string): unknown {
  if (!types.isNativeError(error) || error instanceof FolderUnusable) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const words = WORDS[code] ?? wordsIn(error.message);
  if (words === undefined) return error;
  return new FolderUnusable(`the data folder ${folder} ${words}`, { cause: error });
}

/** Programs tell in words what their system calls said. */
function wordsIn(said: string): string | undefined {
  if (/no space left on device/i.test(said)) return WORDS['ENOSPC'];
  if (/read-only file system/i.test(said)) return WORDS['EROFS'];
  return undefined;
}
