import type { z } from 'zod';
import { InsufficientCredits, type Scrip } from '../../client/src/index.js';
import { askGate, gateOf, payFor } from './account.js';
import { GATED, type ActionBody, type ActionName } from './bodies.js';
import { Refusal } from './refusal.js';
import { MAX_ROWS_PER_VISITOR, type Visitor } from './visitors.js';
import type { Gate, Paid } from './shared/wire.js';

/** What can be connected to an app, in this order. */
export const INTEGRATIONS: readonly string[] = ['Calendar', 'Payments', 'E-mail'];

type Details = z.output<typeof ActionBody>;

/** What came of an action, in words or as a file; of a refused one, only what the gate said. */
export interface Performed {
  readonly gate: Gate;
  readonly done?: string;
  readonly paid?: Paid | undefined;
}

/**
 * Asks the gate, takes what the action costs by itself, if anything, and does it. Throws Refusal
 * where there is nothing to be done.
 */
export async function perform(
  { scrip, visitor }: { readonly scrip: Scrip; readonly visitor: Visitor },
  action: ActionName,
  details: Details,
): Promise<Performed> {
  const what = whatOf(visitor, action);
  const gate = await askGate(scrip, visitor, GATED[action]);
  if (!gate.allowed) return { gate };
  try {
    const paid = await payFor(scrip, visitor, gate, what);
    const done = act(visitor, action, { ...details, what });
    if (paid) {
      const id = `paid-${paid.debit_id}`;
      visitor.say({ id, who: 'builder', text: done, steps: [], mode: 'build', paid });
    }
    return { gate, done, paid };
  } catch (error) {
    if (error instanceof InsufficientCredits) return { gate: gateOf(error, GATED[action]) };
    throw error;
  }
}

/** What is done, as a receipt names it. */
function whatOf({ app, integrations }: Visitor, action: ActionName): string {
  switch (action) {
    case 'publish':
    case 'add-row':
    case 'export-rows':
    case 'share':
      return action;
    case 'picture':
      if (app.version === 0) throw new Refusal(409, 'There is no app yet to draw a picture for.');
      return `Cover picture ${app.picture + 1}`;
    case 'connect': {
      const next = INTEGRATIONS.find((one) => !integrations.includes(one));
      if (!next) throw new Refusal(409, 'Everything there is has been connected.');
      return next;
    }
  }
}

function act(
  visitor: Visitor,
  action: ActionName,
  { what, name = '', note = '' }: Details & { readonly what: string },
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
    case 'picture': {
      const { version, picture } = visitor.app;
      visitor.app = { ...visitor.app, version: version + 1, picture: picture + 1 };
      return picture === 0 ? 'Your app has a cover picture.' : 'Here is another cover picture.';
    }
    case 'connect':
      visitor.integrations = [...visitor.integrations, what];
      return `${what} is connected.`;
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
