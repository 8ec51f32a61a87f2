import type { z } from 'zod';
import type { ActionBody, ActionName } from './bodies.js';
import { MAX_ROWS_PER_VISITOR, type Visitor } from './visitors.js';

const INTEGRATIONS = ['Calendar', 'Payments', 'E-mail'];

/** Does what the gate has let through; answers what came of it, in words or as a file. */
export function act(
  visitor: Visitor,
  action: ActionName,
  { name = '', note = '' }: z.output<typeof ActionBody>,
): string {
  switch (action) {
    case 'publish':
      visitor.published = visitor.app.version;
      return `Version ${visitor.app.version} is live.`;
    case 'add-row':
      visitor.rows = [...visitor.rows, { name, note }].slice(-MAX_ROWS_PER_VISITOR);
      return `${name || 'A row'} was added.`;
    case 'export-rows':
      return ['name,note', ...visitor.rows.map((row) => csv([row.name, row.note]))].join('\r\n');
    case 'share':
      return `https://${slugOf(visitor.app.name)}.example`;
    case 'connect': {
      const next = INTEGRATIONS.find((one) => !visitor.integrations.includes(one));
      if (next) visitor.integrations = [...visitor.integrations, next];
      return next ? `${next} is connected.` : 'Everything there is has been connected.';
    }
  }
}

/** A cell that begins like a formula is kept from being one. */
const csv = (cells: readonly string[]): string =>
  cells.map((cell) => `"${cell.replace(/^([=+\-@])/, "'$1").replaceAll('"', '""')}"`).join(',');

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'my-app';
