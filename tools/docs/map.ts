import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstSentence, fileComment } from './comments.js';

/** The top folders, in the order in which a stranger reads them. */
const FOLDERS: readonly (readonly [name: string, what: string])[] = [
  ['domain', 'pure: no Nest, no I/O, no clock, no randomness'],
  ['platform', 'what more than one process needs to touch the world'],
  ['api', 'HTTP: one file per use case'],
  ['worker', 'jobs that time and facts ask for: sweeps, reactions, deliveries of webhooks'],
  ['projections', 'read-model builders: one file per read model, its table and its handlers'],
  ['migrations', 'schema `read` (dropped and rebuilt at will) and schema `app`'],
  ['widget', 'what end users see of their credits: four elements, one file, on Lit'],
  ['sandbox', 'what `npm start` uses where you bring no server'],
  ['client', '`@scrip/client`: what a product written in TypeScript calls Scrip with'],
  ['tools', 'command lines that speak to the API, and what writes these docs'],
  ['test', 'mirrors the source: X/Y.ts → test/X/Y.spec.ts'],
];

/** Folders beside sources that are none. */
const NOT_SOURCES = new Set(['dist', 'golden', 'node_modules']);

const MAX_SENTENCE_CHARS = 160;

/** `docs/map.md`: every folder and file with the first sentence of its comment. */
export function mapDoc(root: string): string {
  const sections = FOLDERS.map(([name, what]) => {
    const lines = linesOf(root, name, 0);
    return lines.length === 0 ? '' : `## ${name}/\n\n${what}\n\n${lines.join('\n')}\n`;
  });
  return [
    '# The map\n',
    'Written by `npm run docs` from the first sentence of what each file says about itself.\n',
    ...sections.filter((section) => section !== ''),
  ].join('\n');
}

/** The files of a folder, then its folders, each sorted by name. */
function linesOf(root: string, folder: string, depth: number): string[] {
  const entries = readFolder(join(root, folder));
  const indent = '  '.repeat(depth);
  const files = entries
    .filter((entry) => entry.isFile() && /\.(ts|mjs|sql)$/.test(entry.name))
    .map(({ name }) => `${indent}- \`${name}\`${said(root, `${folder}/${name}`)}`);
  const folders = entries
    .filter((entry) => entry.isDirectory() && !NOT_SOURCES.has(entry.name))
    .flatMap(({ name }) => {
      const inside = linesOf(root, `${folder}/${name}`, depth + 1);
      return inside.length === 0 ? [] : [`${indent}- **${name}/**`, ...inside];
    });
  return [...files, ...folders];
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
