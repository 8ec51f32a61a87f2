import { Ajv, type ValidateFunction } from 'ajv';
import answers from '../../../sandbox/stripe/shapes/answers.json' with { type: 'json' };
import type { Answers } from '../../../sandbox/stripe/shapes/json-schema.js';
import { ONLY_EXPANDED } from '../../../sandbox/stripe/shapes/surface.js';

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas of answers: those that are kept, or others made in a test. */
type Kept = Pick<Answers, 'definitions' | 'objects' | 'deleted' | 'events'>;

/** Holds answers against Stripe's types. */
export class Checker {
  private readonly ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    // Most is looked at a few times only: to compile it takes longer than to run it.
    inlineRefs: false,
    code: { optimize: false },
  });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(private readonly answers: Kept) {
    this.ajv.addSchema({ $id: 'stripe', definitions: answers.definitions });
  }

  /** What is wrong with an answer; nothing: it is right. */
  faultsOf(body: unknown, expanded: readonly string[] = []): string[] {
    if (!isNode(body)) return ['it is not an object'];
    if (body['object'] === 'list') return this.faultsOfList(body, expanded);
    const kind = String(body['object']);
    const { objects, deleted } = this.answers;
    const name = body['deleted'] === true ? deleted[kind] : objects[kind];
    if (name === undefined) return [`the types have no object ${kind}`];
    const shown = (ONLY_EXPANDED[kind] ?? []).filter(
      (field) => field in body && !expanded.some((path) => path.split('.')[0] === field),
    );
    return [
      ...this.faultsBy(name, body).map((fault) => `${kind}${fault}`),
      ...shown.map((field) => `${kind}.${field} is there, though nobody expanded it`),
      ...(kind === 'event' ? this.faultsOfEvent(body) : []),
    ];
  }

  private faultsBy(name: string, body: Node): string[] {
    const validate =
      this.compiled.get(name) ?? this.ajv.compile({ $ref: `stripe#/definitions/${name}` });
    this.compiled.set(name, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private faultsOfList(body: Node, expanded: readonly string[]): string[] {
    const { data, has_more: hasMore, url } = body;
    const below = expanded.flatMap((path) => (path.startsWith('data.') ? [path.slice(5)] : []));
    return [
      ...(Array.isArray(data)
        ? data.flatMap((item) => this.faultsOf(item, below))
        : ['the list has no data']),
      ...(typeof hasMore === 'boolean' && typeof url === 'string' ? [] : ['no has_more or url']),
    ];
  }

  private faultsOfEvent({ type, data }: Node): string[] {
    const carried = this.answers.events[String(type)];
    const object = isNode(data) ? data['object'] : undefined;
    if (carried === undefined) return [`the types have no event ${String(type)}`];
    if (!isNode(object) || object['object'] !== carried) return [`${String(type)} has another`];
    return this.faultsOf(object).map((fault) => `${String(type)}: ${fault}`);
  }
}

const kept = new Checker(answers as Kept);

/** Throws unless the answer is one by Stripe's types. */
export function mustBeStripes(body: unknown, expanded: readonly string[] = []): void {
  const faults = kept.faultsOf(body, expanded);
  if (faults.length > 0) throw new Error(`not what Stripe answers: ${faults.join('; ')}`);
}
