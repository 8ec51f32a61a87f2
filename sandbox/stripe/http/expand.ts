import type { Turn } from '../state/turn.js';
import { ONLY_EXPANDED } from '../shapes/surface.js';
import { invalid, outside } from '../state/errors.js';
import { expandable } from './route.js';

const MAX_DEPTH = 4;

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Gives lists that are absent unless expanded, as `kind.field`. */
export type Loaders = Readonly<Record<string, (turn: Turn, id: string) => Promise<object>>>;

/**
 * Puts objects in the place of their ids, as `expand` asks, in a copy. Throws a StripeFailure.
 * https://docs.stripe.com/api/expanding_objects
 */
export async function expandAnswer(
  turn: Turn,
  body: object,
  paths: readonly string[],
  loaders: Loaders,
): Promise<object> {
  const copy: object = structuredClone(body);
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.filter((step) => step !== 'data').length > MAX_DEPTH) {
      throw invalid(`You cannot expand more than ${MAX_DEPTH} levels of a property.`, {
        param: 'expand',
      });
    }
    await new Expansion(turn, loaders, path).into(copy, steps);
  }
  return copy;
}

class Expansion {
  constructor(
    private readonly turn: Turn,
    private readonly loaders: Loaders,
    private readonly path: string,
  ) {}

  async into(value: unknown, steps: readonly string[]): Promise<void> {
    if (steps.length === 0) return;
    if (Array.isArray(value)) {
      for (const item of value) await this.into(item, steps);
      return;
    }
    if (!isNode(value)) return; // nothing is there
    const kind = String(value['object']);
    const count = (expandable[kind] ?? [])
      .map((field) => field.split('.'))
      .find((field) => field.every((step, i) => step === steps[i]))?.length;
    if (count !== undefined) return this.field(value, steps, count);
    const [head = '', ...rest] = steps;
    if (ONLY_EXPANDED[kind]?.includes(head)) {
      value[head] ??= await this.load(kind, head, String(value['id']));
    } else if (!isNode(value[head]) && !Array.isArray(value[head])) {
      throw invalid(`This property cannot be expanded (${this.path}).`, { param: 'expand' });
    }
    await this.into(value[head], rest);
  }

  /** A field that holds an id, perhaps in a hash below. */
  private async field(node: Node, steps: readonly string[], count: number): Promise<void> {
    let holder: unknown = node;
    for (const step of steps.slice(0, count - 1))
      holder = isNode(holder) ? holder[step] : undefined;
    const name = steps[count - 1];
    if (!isNode(holder) || name === undefined) return;
    const id = holder[name];
    if (typeof id === 'string') holder[name] = await this.object(id);
    await this.into(holder[name], steps.slice(count));
  }

  private async object(id: string): Promise<object | string> {
    const { rows } = await this.turn.query<{ kind: string; is_deleted: boolean; body: object }>(
      'SELECT kind, is_deleted, body FROM objects WHERE id = $1',
      [id],
    );
    const [row] = rows;
    if (!row) throw outside(`object ${id} to expand`, 'expand');
    return row.is_deleted ? { id, object: row.kind, deleted: true } : row.body;
  }

  private load(kind: string, field: string, id: string): Promise<object> {
    const loader = this.loaders[`${kind}.${field}`];
    if (!loader) throw outside(`${field} of a ${kind}`, 'expand');
    return loader(this.turn, id);
  }
}
