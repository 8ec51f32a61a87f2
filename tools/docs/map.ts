import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { firstSentence, fileComment } from './comments.js';
import { FOLDERS, TOP_FOLDERS } from './folders.js';

/** Folders that have no source files. */
const NOT_SOURCES = new Set(['dist', 'golden', 'node_modules']);

const MAX_SENTENCE_CHARS = 160;

/** `docs/map.md`: every folder and file with the first sentence of its comment. */
export function mapDoc(root: string): string {
  const sections = TOP_FOLDERS.map(([name, what]) => {
    const lines = linesOf(root, name, 0);
    return lines.length === 0 ? '' : `## ${name}/\n\n${what}\n\n${lines.join('\n')}\n`;
  });
  return [
    '# The map\n',
    'Written by `npm run docs`: what each folder is for, and the first sentence of what each file says\nabout itself. [Decision 8](decisions/0008-rooms.md) says how the tree is cut.\n',
    ...sections.filter((section) => section !== ''),
  ].join('\n');
}

/** The files of a folder, then its folders, each sorted by name. */
function linesOf(root: string, folder: string, depth: number): string[] {
  const entries = readFolder(join(root, folder));
  const indent = '  '.repeat(depth);
  const files = entries
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs|sql)$/.test(entry.name))
    .map(({ name }) => `${indent}- \`${name}\`${said(root, `${folder}/${name}`)}`);
  const folders = entries
    .filter((entry) => entry.isDirectory() && !NOT_SOURCES.has(entry.name))
    .flatMap(({ name }) => {
      const inside = linesOf(root, `${folder}/${name}`, depth + 1);
      return inside.length === 0
        ? []
        : [`${indent}- **${name}/**${whatFor(root, `${folder}/${name}`)}`, ...inside];
    });
  return [...files, ...folders];
}

/** What a folder below the top ones is for: as listed, else as its Nest module says, else ''. */
export function purposeOf(root: string, folder: string): string {
  const module = `${folder}/${basename(folder)}.module.ts`;
  const listed = FOLDERS.get(folder);
  if (listed !== undefined || !existsSync(join(root, module))) return listed ?? '';
  return firstSentence(fileComment(module, readFileSync(join(root, module), 'utf8')));
}

function whatFor(root: string, folder: string): string {
  const purpose = purposeOf(root, folder);
  return purpose === '' ? '' : ` — ${purpose.replace(/\.$/, '')}`;
}

function readFolder(path: string) {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** What a file is about: a test by what it describes, a source by its first comment. */
function said(root: string, path: string): string {
  const text = readFileSync(join(root, path), 'utf8');
  const sentence = path.endsWith('.spec.ts')
    ? (/^describe\(\s*(['"`])(.*?)\1/m.exec(text)?.[2] ?? '')
    : firstSentence(fileComment(path, text));
  if (sentence === '') return '';
  const short =
    sentence.length > MAX_SENTENCE_CHARS
      ? `${sentence.slice(0, MAX_SENTENCE_CHARS - 1).trimEnd()}…`
      : sentence;
  return ` — ${short.replace(/\.$/, '')}`;
}
