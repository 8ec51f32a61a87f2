import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeWebhooks } from '../webhook-sending/types.js';
import { SESSION_COOKIE } from '../auth/cookie.js';
import { PERMISSIONS, STAFF_ONLY, WIDGET_SCOPES } from '../auth/permissions.js';
import { ComponentSchemas } from '../openapi/json-schema.js';
import { exampleOf, problemResponse, ProblemSchema } from '../openapi/refusals.js';
import { HEADERS, headersOf } from '../openapi/response-headers.js';
import { TAGS } from '../openapi/tags.js';

const DESCRIPTION = `Credits for AI features: what was granted, used and refunded, and why.

Amounts of credits are canonical decimal strings. Times are RFC 3339 UTC. Every write answers with a
\`position\`; give it to a read as \`min_position\` to see that write. Every refusal is
\`application/problem+json\` with a stable \`code\`.`;

const CONTACT = { name: 'Whoever runs this installation of Scrip' };
const LICENSE = { name: 'Apache License 2.0', identifier: 'Apache-2.0' };

/** Generates the document of `/openapi.json` from the routes. */
export function describeApi(app: NestFastifyApplication): object {
  const schemas = new ComponentSchemas();
  const document = SwaggerModule.createDocument(app, configured(), {
    standardSchemaConverter: (schema) => schemas.convert(schema),
    autoTagControllers: false,
  });
  schemas.convert(ProblemSchema);
  const components = { ...document.components, headers: HEADERS, schemas: schemas.all };
  for (const [path, item] of Object.entries(document.paths)) {
    const { get, put, post, delete: remove, patch } = item;
    if (get) complete(path, get, components.schemas);
    for (const operation of [put, post, remove, patch].filter((each) => each !== undefined)) {
      // Routes without a body still read and refuse one.
      for (const status of [400, 413, 415, 422]) addProblem(operation, status);
      complete(path, operation, components.schemas);
      makeOptional(operation, schemas);
    }
  }
  const info = { ...document.info, contact: CONTACT, license: LICENSE };
  return { ...document, info, components, webhooks: describeWebhooks() };
}

function configured() {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Scrip')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addServer('/', 'This installation.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, 'api_key')
    .addCookieAuth(
      SESSION_COOKIE,
      { type: 'apiKey', in: 'cookie', description: 'A person who is signed in to the console.' },
      'staff_session',
    )
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'A token for the widget of one account.' },
      'widget_token',
    );
  for (const [tag, description] of Object.entries(TAGS)) builder.addTag(tag, description);
  return builder.build();
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schemas = ComponentSchemas['all'];

/** Adds what applies to every route. */
function complete(path: string, operation: Operation, schemas: Schemas): void {
  const access: unknown = Reflect.get(operation, 'x-permission');
  const needed = PERMISSIONS.find((permission) => permission === access);
  const forPeople = access === 'person';
  operation.security = forPeople ? [{ staff_session: [] }] : [];
  if (!needed && !forPeople) addProblem(operation, 431);
  if (needed) {
    const scope = WIDGET_SCOPES.find((each) => each === Reflect.get(operation, 'x-widget-scope'));
    operation.security = [
      ...(STAFF_ONLY.some((staffOnly) => staffOnly === needed) ? [] : [{ api_key: [] }]),
      ...(scope ? [{ widget_token: [] }] : []),
      ...(Reflect.has(operation, 'x-keys-only') ? [] : [{ staff_session: [] }]),
    ];
    const ofWidget = scope ? `, of a widget \`${scope}\`` : '';
    const needs = `Needs the scope \`${needed}\`${ofWidget}.`;
    operation.description = operation.description ? `${operation.description} ${needs}` : needs;
  }
  if (Reflect.has(operation, 'x-sign-in')) {
    for (const status of [422, 503]) addProblem(operation, status);
  }
  if (needed || forPeople) {
    // Routes without a query still read and refuse one.
    for (const status of [401, 403, 422, 429, 503]) addProblem(operation, status);
  }
  if (operation.parameters?.length) addProblem(operation, 422);
  // Paths may be malformed, or name what does not exist.
  if (path.includes('{')) for (const status of [400, 404]) addProblem(operation, status);
  const takesKey = takesIdempotencyKey(operation);
  if (takesKey) addProblem(operation, 409);
  addProblem(operation, 'default');
  for (const parameter of operation.parameters ?? []) useExamples(parameter);
  const instance = examplePath(path, operation, schemas);
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || '$ref' in response) continue;
    response.headers = { ...response.headers, ...headersOf(status, takesKey) };
    const problem = response.content?.['application/problem+json'];
    const example = exampleOf(status === 'default' ? 500 : Number(status), instance);
    if (problem && example) problem.example = example;
  }
}

/** A body without required fields may be omitted. */
function makeOptional({ requestBody: body }: Operation, schemas: ComponentSchemas): void {
  if (!body || '$ref' in body) return;
  const schema = body.content['application/json']?.schema;
  if (schema && '$ref' in schema && schemas.takesEmpty(schema.$ref)) body.required = false;
}

/** Nest sets `example`, which OpenAPI 3.1 schemas no longer have. */
function useExamples(parameter: object): void {
  const schema: unknown = Reflect.get(parameter, 'schema');
  if (typeof schema !== 'object' || schema === null || !('example' in schema)) return;
  Reflect.set(schema, 'examples', [schema.example]);
  Reflect.deleteProperty(schema, 'example');
}

const takesIdempotencyKey = ({ parameters = [] }: Operation): boolean =>
  parameters.some((each) => 'name' in each && each.name === 'Idempotency-Key');

function addProblem({ responses }: Operation, status: number | 'default'): void {
  responses[status] ??= problemResponse(status);
}

/** An example path: parameters are the examples of their schemas. */
function examplePath(path: string, { parameters = [] }: Operation, schemas: Schemas): string {
  return path.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const found = parameters.find((each) => 'name' in each && each.name === name);
    const schema = found && 'schema' in found ? found.schema : undefined;
    const target = schema && '$ref' in schema ? schemas[schema.$ref.split('/').at(-1) ?? ''] : {};
    const examples: unknown = Reflect.get({ ...schema, ...target }, 'examples');
    return Array.isArray(examples) ? String(examples[0]) : whole;
  });
}
