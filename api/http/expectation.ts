import { z } from 'zod';

/** The subset of JSON Schema that our schemas use. */
interface Shape {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Shape>>;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly examples?: readonly unknown[];
}

const shapes = new WeakMap<z.ZodType, Shape>();

/** Describes what a schema accepts at a path, to follow "expected": `a whole number, 0 or more`. */
export function expectationAt(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const root = shapeOf(schema);
  const found = path.reduce<Shape | undefined>((shape, key) => partOf(root, shape, key), root);
  return found ? inWords(root, found) : 'another value';
}

/** Member names that an object accepts at a path, for hints on misspelt ones. */
export function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const root = shapeOf(schema);
  const found = path.reduce<Shape | undefined>((shape, key) => partOf(root, shape, key), root);
  const branches = found ? branchesOf(root, found) : [];
  return [...new Set(branches.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function shapeOf(schema: z.ZodType): Shape {
  const known = shapes.get(schema);
  if (known) return known;
  const options = { target: 'draft-7', io: 'input', unrepresentable: 'any' } as const;
  // Only the subset that our schemas use.
  const made: Shape = JSON.parse(JSON.stringify(z.toJSONSchema(schema, options)));
  shapes.set(schema, made);
  return made;
}

/** Resolves references and alternatives of a shape. */
function branchesOf(root: Shape, shape: Shape): readonly Shape[] {
  const { $ref, anyOf, oneOf, allOf } = shape;
  const name = $ref?.split('/').at(-1);
  const target = name === undefined ? undefined : root.definitions?.[name];
  // Members next to a reference are more specific than its target.
  if (target) return branchesOf(root, { ...target, ...shape, $ref: undefined });
  const parts = anyOf ?? oneOf ?? allOf;
  if (!parts) return [shape];
  const { examples } = shape;
  return parts.flatMap((part) => branchesOf(root, examples ? { ...part, examples } : part));
}

function partOf(root: Shape, shape: Shape | undefined, key: PropertyKey): Shape | undefined {
  const parts = shape ? branchesOf(root, shape).map((branch) => memberOf(branch, key)) : [];
  const found = parts.filter((part) => part !== undefined);
  return found.length > 1 ? { anyOf: found } : found[0];
}

function memberOf(branch: Shape, key: PropertyKey): Shape | undefined {
  const { properties = {}, additionalProperties, items } = branch;
  if (typeof key === 'number') return items;
  const name = String(key);
  if (Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function inWords(root: Shape, shape: Shape): string {
  const branches = branchesOf(root, shape);
  const words = [...new Set(branches.map(kindInWords))].join(' or ');
  const example = [shape, ...branches].find(({ examples }) => examples)?.examples?.[0];
  const isPlain = typeof example === 'string' || typeof example === 'number';
  return isPlain ? `${words} such as ${JSON.stringify(example)}` : words;
}

function kindInWords(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return `one of ${shape.enum.map((each) => JSON.stringify(each)).join(', ')}`;
  return KINDS[shape.type ?? '']?.(shape) ?? 'another value';
}

const KINDS: Readonly<Record<string, (shape: Shape) => string>> = {
  string: textInWords,
  integer: (shape) => `a whole number${rangeInWords(shape)}`,
  number: (shape) => `a number${rangeInWords(shape)}`,
  boolean: () => 'true or false',
  array: listInWords,
  object: () => 'a JSON object',
  null: () => 'null',
};

function listInWords({ minItems = 0, maxItems }: Shape): string {
  if (maxItems === undefined) return minItems > 0 ? 'a list that is not empty' : 'a list';
  return minItems > 0 ? `a list of ${minItems} to ${maxItems}` : `a list of at most ${maxItems}`;
}

function textInWords({ format, minLength = 0, maxLength }: Shape): string {
  if (format === 'email' || format === 'idn-email')
    return `an email address${maxLength ? ` of at most ${maxLength} characters` : ''}`;
  if (format === 'date-time') return 'an RFC 3339 instant';
  if (maxLength === undefined) return minLength > 0 ? 'a text that is not empty' : 'a text';
  return minLength > 0
    ? `a text of ${minLength} to ${maxLength} characters`
    : `a text of at most ${maxLength} characters`;
}

function rangeInWords({ minimum, maximum }: Shape): string {
  const least = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const most = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return `, ${least} or more`;
  return most === undefined ? '' : `, at most ${most}`;
}
