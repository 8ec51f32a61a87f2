import { expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGE_TEXTS } from '../../admin/i18n/page-texts.js';

const IMPORT = /^import (?!type )[^;]*?'(\.[^']+)'|\bfrom '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;
/** A key, or the start of one that is put together. */
const KEY = /['`]([a-z_]+\.[a-z_.]*)(['`]|\$\{)/g;

/** The sources that show texts before any page loads, and what they load themselves. */
function sourcesOfShell(file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file) || file.startsWith('admin/i18n')) return found;
  const text = readFileSync(file, 'utf8').replaceAll(/^import type [^;]*;/gm, '');
  found.set(file, text);
  for (const [, plain, from, late] of text.matchAll(IMPORT)) {
    const path = plain ?? from ?? (file === 'admin/app.tsx' ? undefined : late);
    if (path === undefined) continue;
    const base = join(dirname(file), path).replace(/\.js$/, '');
    const source = [`${base}.ts`, `${base}.tsx`].find((name) => existsSync(name));
    if (source !== undefined) sourcesOfShell(source, found);
  }
  return found;
}

it('keeps every text of the shell and the list of accounts in the first load', () => {
  const sources = sourcesOfShell('admin/main.tsx');
  expect([...sources.keys()]).toEqual(
    expect.arrayContaining([
      'admin/accounts/account-list.tsx',
      'admin/shell/key-dialog.tsx',
      'admin/views/saved-views.tsx',
    ]),
  );
  const later = Object.keys(PAGE_TEXTS);
  const missing = [...sources].flatMap(([file, text]) =>
    [...text.matchAll(KEY)].flatMap(([, key = '', end]) =>
      later
        .filter((name) => (end === '${' ? /^[a-z]+$/.test(name.slice(key.length)) : name === key))
        .filter((name) => name.startsWith(key))
        .map((name) => `${file}: ${name}`),
    ),
  );
  expect(missing).toEqual([]);
});
