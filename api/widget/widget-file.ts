/** A built file of the widget, as it is sent. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** One version of a file of dist/widget. */
export interface WidgetFile {
  readonly content: Buffer;
  /** Strong: names these very bytes. */
  readonly etag: string;
}

/** From dist/api/widget, and from the source of it when that runs as it is. */
const FOLDERS = ['../../widget/', '../../dist/widget/'];
const loading = new Map<string, Promise<WidgetFile>>();

/** Reads a file once a process. Rejects when the widget was not built (`npm run build`). */
export function widgetFile(name: 'credits.js' | 'gallery.js'): Promise<WidgetFile> {
  const known = loading.get(name);
  if (known) return known;
  const read = readBuilt(name).catch((error: unknown) => {
    loading.delete(name);
    throw error;
  });
  loading.set(name, read);
  return read;
}

async function readBuilt(name: string): Promise<WidgetFile> {
  const paths = FOLDERS.map((folder) => fileURLToPath(new URL(folder + name, import.meta.url)));
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`${name} was not built: npm run build`);
  const content = await readFile(path);
  const hash = createHash('sha256').update(content).digest('base64url');
  return { content, etag: `"${hash}"` };
}
