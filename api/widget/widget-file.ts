/** A built file of the widget, as it is sent. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, type ZlibOptions } from 'node:zlib';
import type { Encoding } from './accept-encoding.js';

/** One version of a file of dist/widget. */
export interface WidgetFile {
  readonly content: Buffer;
  /** Strong: names these very bytes. */
  readonly etag: string;
}

type Encoded = Readonly<Record<Encoding, WidgetFile>>;

/** From dist/api/widget, and from the source of it when that runs as it is. */
const FOLDERS = ['../../widget/', '../../dist/widget/'];
const toBrotli = promisify(brotliCompress);
const toGzip = promisify<Buffer, ZlibOptions, Buffer>(gzip);
const loading = new Map<string, Promise<Encoded>>();

/**
 * Reads a file once a process, and makes it small once. Rejects when the widget was not built
 * (`npm run build`).
 */
export async function widgetFile(
  name: 'credits.js' | 'gallery.js',
  encoding: Encoding = 'identity',
): Promise<WidgetFile> {
  const read = loading.get(name) ?? readBuilt(name);
  loading.set(name, read);
  try {
    return (await read)[encoding];
  } catch (error) {
    loading.delete(name);
    throw error;
  }
}

async function readBuilt(name: string): Promise<Encoded> {
  const paths = FOLDERS.map((folder) => fileURLToPath(new URL(folder + name, import.meta.url)));
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`${name} was not built: npm run build`);
  const plain = await readFile(path);
  const [br, gzipped] = await Promise.all([
    toBrotli(plain),
    toGzip(plain, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  return { br: versionOf(br), gzip: versionOf(gzipped), identity: versionOf(plain) };
}

function versionOf(content: Buffer): WidgetFile {
  const hash = createHash('sha256').update(content).digest('base64url');
  return { content, etag: `"${hash}"` };
}
