import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { isNoText } from './json-body.js';
import { invalid, type InvalidParameter } from './problem.js';

const MAX_LISTED_PARAMETERS = 20;
type Issue = z.core.$ZodIssue;

/**
 * Reads `@Body({schema})`, `@Query({schema})` and `@Param('name', {schema})` through the schema:
 * handlers get the decoded value (bigint, instants), callers a 422 that names each field.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { schema, data, type }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    if (type === 'query') refuseNoText(value);
    return validate(schema, value, data ?? type);
  }
}

/** Decodes a value from the wire or throws the 422; `root` names the value as a whole. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  root: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const isPart = root !== 'body' && root !== 'query';
  throw invalid(describe(result.error.issues, isPart ? root : '').map(named(root)));
}

/** `?filter[feature]=%00` would reach a database that knows no NUL. */
function refuseNoText(query: unknown): void {
  if (typeof query !== 'object' || query === null) return;
  for (const [name, value] of Object.entries(query)) {
    if (isNoText(String(value))) throw invalid([{ name: shortened(name), reason: 'is no text' }]);
  }
}

const named =
  (root: string) =>
  ({ name, reason }: InvalidParameter): InvalidParameter => ({ name: name || root, reason });

/** Issues of zod as fields with reasons. */
export function describe(issues: readonly Issue[], prefix: string): InvalidParameter[] {
  return issues.flatMap((issue) => describeOne(issue, prefix)).slice(0, MAX_LISTED_PARAMETERS);
}

function describeOne(issue: Issue, prefix: string): InvalidParameter[] {
  const name = pathOf(prefix, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      name: pathOf(name, [shortened(key)]),
      reason: 'unknown field',
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return describe(closest(issue.errors), name);
  }
  return [{ name, reason: issue.message.replace(/^Invalid input: /, '') }];
}

/** Of several shapes that would do, the one the caller came closest to. */
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
