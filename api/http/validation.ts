import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import type { InvalidParameter } from '../../domain/errors.js';
import { isNoText } from './json-body.js';
import { expectationAt, namesAt } from './expectation.js';
import { invalid } from './problem.js';

const MAX_LISTED_PARAMETERS = 20;
type Issue = z.core.$ZodIssue;

/**
 * Validates `@Body({schema})`, `@Query({schema})` and `@Param('name', {schema})`: handlers get
 * decoded values (bigint, instants), callers a 422 naming each field.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { schema, data, type }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    if (type === 'query') refuseNoText(value);
    return validate(schema, value, data ?? type);
  }
}

/** Replaces zod's own messages; ours are derived from the schema. */
const UNSAID = 'unsaid';

/** Decodes a value or throws the 422; `root` names the value as a whole. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  root: string,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: () => UNSAID });
  if (result.success) return result.data;
  const isPart = root !== 'body' && root !== 'query';
  const kind = root === 'query' ? 'query parameter' : 'field';
  const asked = { schema, value, path: [], name: isPart ? root : '', kind } as const;
  const parameters = describe(result.error.issues, asked).slice(0, MAX_LISTED_PARAMETERS);
  throw invalid(parameters.map(named(root)));
}

/** `?filter[feature]=%00` would reach the database, which takes no NUL. */
function refuseNoText(query: unknown): void {
  if (typeof query !== 'object' || query === null) return;
  for (const [name, value] of Object.entries(query)) {
    if (isNoText(String(value)))
      throw invalid([{ name: shortened(name), reason: 'must be text without a NUL' }]);
  }
}

const named =
  (root: string) =>
  ({ name, reason }: InvalidParameter): InvalidParameter => ({ name: name || root, reason });

/** The validated value, and the schema at its issues. */
interface Asked {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly path: readonly PropertyKey[];
  /** Name of the value as a whole; '' for a body or query. */
  readonly name: string;
  readonly kind: 'field' | 'query parameter';
}

/** Converts zod issues to fields with reasons. */
const describe = (issues: readonly Issue[], asked: Asked): InvalidParameter[] =>
  issues.flatMap((issue) => describeOne(issue, asked));

function describeOne(issue: Issue, asked: Asked): InvalidParameter[] {
  const path = [...asked.path, ...issue.path];
  const name = pathOf(asked.name, path);
  if (issue.code === 'unrecognized_keys') {
    const reason = unknownName(asked.kind, namesAt(asked.schema, path));
    return issue.keys.map((key) => ({ name: pathOf(name, [shortened(key)]), reason }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return describe(closest(issue.errors), { ...asked, path });
  }
  // Issues of a member's name are reported on the member.
  if (issue.code === 'invalid_key') return describe(issue.issues, { ...asked, path });
  const reason =
    issue.message === UNSAID ? `expected ${expectationAt(asked.schema, path)}` : issue.message;
  const isMissing = valueAt(asked.value, path) === undefined && reason.startsWith('expected ');
  return [{ name, reason: isMissing ? `is missing: ${reason}` : reason }];
}

const MAX_NAMES = 24;
const unknownName = (kind: Asked['kind'], names: readonly string[]): string =>
  names.length === 0
    ? `is not a ${kind} of this request`
    : `is not a ${kind} of this request, which takes ${names.slice(0, MAX_NAMES).join(', ')}`;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    value,
  );

/** The alternative that the input matches best. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const [first = [], ...others] = branches;
  return others.reduce((best, branch) => (branch.length < best.length ? branch : best), first);
}

function pathOf(prefix: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name === '' ? String(key) : `${name}.${String(key)}`;
  }, prefix);
}

const MAX_NAME_CHARS = 64;
const shortened = (name: string): string =>
  name.length > MAX_NAME_CHARS ? `${name.slice(0, MAX_NAME_CHARS)}…` : name;
