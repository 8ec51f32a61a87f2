import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeVariables } from '../../platform/config/config.js';

// Prettier would align the columns of the table, which is written here as it is.
const BEGIN =
  '<!-- configuration: written by `npm run docs` from platform/config/config.ts -->\n' +
  '<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->\n<!-- end of configuration -->';

/** The guide that holds the table of variables, from the root. */
export const OPERATIONS_GUIDE = 'docs/operations.md';

/** The operations guide with the table of variables that `platform/config/config.ts` describes. */
export function operationsDoc(root: string): string {
  const guide = readFileSync(join(root, OPERATIONS_GUIDE), 'utf8');
  const begin = guide.indexOf(BEGIN);
  const end = guide.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(`${OPERATIONS_GUIDE} has lost the marks of its table`);
  return `${guide.slice(0, begin)}${BEGIN}\n\n${table()}\n${guide.slice(end)}`;
}

function table(): string {
  const rows = describeVariables().map(({ name, byDefault, description }) => {
    const value = byDefault === undefined ? '' : `\`${byDefault}\``;
    return `| \`${name}\` | ${value} | ${description} |\n`;
  });
  return `| variable | default | meaning |\n| --- | --- | --- |\n${rows.join('')}`;
}
