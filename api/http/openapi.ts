import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { PERMISSIONS, WIDGET_SCOPES } from './allow.js';
import { describeWebhooks } from '../webhook-endpoints/types.js';
import { PROBLEM_KINDS } from './problem.js';

const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };

const OF_WANT = { description: 'With `insufficient_credits`.' };

/** What every refusal looks like; more members may stand beside these. */
export const ProblemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(Object.keys(PROBLEM_KINDS)),
    request_id: z.string(),
    invalid_parameters: z
      .array(z.object({ name: z.string(), reason: z.string() }))
      .optional()
      .meta({ description: 'Fields that are not as they should be, by their paths.' }),
    reason: z
      .enum(['token_expired', 'token_revoked'])
      .optional()
      .meta({ description: 'With `unauthorized`: why a widget token does not count any more.' }),
    missing_scope: z.string().optional().meta({ description: 'With `forbidden`.' }),
    account_id: z.string().optional().meta({ description: 'With `account_not_found` and others.' }),
    required: z.string().optional().meta(OF_WANT),
    available: z.string().optional().meta(OF_WANT),
    held: z.string().optional().meta(OF_WANT),
    resets_at: z.string().optional().meta(OF_WANT),
    options: z
      .array(z.looseObject({ kind: z.enum(['pack', 'upgrade', 'wait']) }))
      .optional()
      .meta({ description: 'With `insufficient_credits`: what would let this debit through.' }),
    checks: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'With `not_ready`: each `ok`, or what is wrong with it.' }),
  })
  .meta({ id: 'Problem' });

const DESCRIPTION = `Credits for AI features: what was granted, used and refunded, and why.

Amounts of credits are canonical decimal strings. Times are RFC 3339 UTC. Every write answers with a
\`position\`; give it to a read as \`min_position\` to see that write. Every refusal is
\`application/problem+json\` with a stable \`code\`.`;

/** The document that `/openapi.json` answers, made from the routes as they are. */
export function describeApi(app: NestFastifyApplication): object {
  const config = new DocumentBuilder()
    .setTitle('Scrip')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, 'api_key')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'A token for the widget of one account.' },
      'widget_token',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: toSchema,
    autoTagControllers: false,
  });
  for (const [path, item] of Object.entries(document.paths)) {
    const { get, put, post, delete: remove, patch } = item;
    if (get) complete(path, get);
    for (const operation of [put, post, remove, patch].filter((each) => each !== undefined)) {
      // Also where none is asked for, a body is read and may be refused.
      for (const status of [400, 413, 415, 422]) addProblem(operation, status);
      complete(path, operation);
    }
  }
  const problem = toSchema(ProblemSchema);
  const schemas = { ...document.components?.schemas, ...problem?.components };
  const components = { ...document.components, schemas };
  return { ...document, components, 'x-webhooks': describeWebhooks() };
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** What is true of every route need not be said at each. */
function complete(path: string, operation: Operation): void {
  const access: unknown = Reflect.get(operation, 'x-permission');
  const needed = PERMISSIONS.find((permission) => permission === access);
  if (needed) {
    const scope = WIDGET_SCOPES.find((each) => each === Reflect.get(operation, 'x-widget-scope'));
    operation.security = [{ api_key: [] }, ...(scope ? [{ widget_token: [] }] : [])];
    const ofWidget = scope ? `, of a widget \`${scope}\`` : '';
    const needs = `Needs the scope \`${needed}\`${ofWidget}.`;
    operation.description = operation.description ? `${operation.description} ${needs}` : needs;
    for (const status of [401, 403, 429, 503]) addProblem(operation, status);
  }
  if (operation.parameters?.length) addProblem(operation, 422);
  // An address may be badly escaped, or name what is not there.
  if (path.includes('{')) for (const status of [400, 404]) addProblem(operation, status);
  if (takesIdempotencyKey(operation)) addProblem(operation, 409);
  addProblem(operation, 'default');
}

const takesIdempotencyKey = ({ parameters = [] }: Operation): boolean =>
  parameters.some((each) => 'name' in each && each.name === 'Idempotency-Key');

function addProblem({ responses }: Operation, status: number | 'default'): void {
  responses[status] ??= problemResponse(status);
}

/** How a refusal with this status is documented. */
export function problemResponse(status: number | 'default') {
  return {
    description: status === 'default' ? 'Any other problem.' : codesOf(status),
    content: { 'application/problem+json': { schema: PROBLEM_REF, ...exampleOf(status) } },
  };
}

/** The first of the problems with a status, as short as they usually are. */
function exampleOf(status: number | 'default') {
  const sought = status === 'default' ? 500 : status;
  const [found] = Object.entries(PROBLEM_KINDS).filter(([, kind]) => kind.status === sought);
  if (!found) return {};
  const [code, { title, detail = title }] = found;
  const type = `urn:scrip:problem:${code}`;
  return { example: { type, title, status: sought, detail, code, request_id: 'req_0190f3c2' } };
}

const codesOf = (status: number): string =>
  Object.entries(PROBLEM_KINDS)
    .filter(([, kind]) => kind.status === status)
    .map(([code]) => `\`${code}\``)
    .join(', ');

const shownAs = new WeakMap<z.ZodType, z.ZodType>();

/** A schema that takes more than it is documented to: what is amiss is said in another place. */
export function documentedAs<Schema extends z.ZodType>(schema: Schema, shown: z.ZodType): Schema {
  shownAs.set(schema, shown);
  return schema;
}

/** A zod schema as OpenAPI 3.0: its wire side, with everything that has an id as a component. */
function toSchema(schema: unknown) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { definitions = {}, ...converted } = z.toJSONSchema(shownAs.get(schema) ?? schema, {
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: 'any',
  });
  const components = mapEntries(definitions, (name, part) => [componentName(name), renamed(part)]);
  return { schema: renamed(converted), components };
}

const componentName = (id: string): string => id.replaceAll(/[^A-Za-z0-9._-]/g, '');

/** Refers to components instead of `definitions`; ids are names there, not members. */
function renamed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(renamed);
  if (typeof part !== 'object' || part === null) return part;
  if ('$ref' in part && typeof part.$ref === 'string') {
    return { $ref: `#/components/schemas/${componentName(part.$ref.split('/').at(-1) ?? '')}` };
  }
  const isLeftOut = isOwnId(part);
  const skips = (name: string, value: unknown) => isLeftOut(name) || isNoBound(name, value);
  return mapEntries(part, (name, value) => [name, renamed(value)], skips);
}

const isOwnId = (part: object) => (name: string) =>
  name === 'id' && 'id' in part && typeof part.id === 'string';

/** That a number is exact in JavaScript is no rule of ours: examples would be made of it. */
const isNoBound = (name: string, value: unknown): boolean =>
  (name === 'maximum' && value === Number.MAX_SAFE_INTEGER) ||
  (name === 'minimum' && value === Number.MIN_SAFE_INTEGER);

function mapEntries(
  from: unknown,
  map: (name: string, value: unknown) => [string, unknown],
  skips: (name: string, value: unknown) => boolean = () => false,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(typeof from === 'object' && from !== null ? from : {})
      .filter(([name, value]) => !skips(name, value))
      .map(([name, value]) => map(name, value)),
  );
}
