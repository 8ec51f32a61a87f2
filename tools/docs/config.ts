import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeVariables } from '../../platform/config/config.js';

const BEGIN = '<!-- configuration: written by `npm run docs` from platform/config/config.ts -->';
const END = '<!-- end of configuration -->';

/** `README.md` with its table of variables as `platform/config/config.ts` describes them. */
export function readmeDoc(root: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('README.md has lost the marks of its table');
  return `${readme.slice(0, begin)}${BEGIN}\n\n${table()}\n${readme.slice(end)}`;
}

function table(): string {
  const rows = describeVariables().map(({ name, byDefault, description }) => {
    const value = byDefault === undefined ? '' : `\`${byDefault}\``;
    return `| \`${name}\` | ${value} | ${description} |\n`;
  });
  return `| variable | default | |\n| --- | --- | --- |\n${rows.join('')}`;
}
