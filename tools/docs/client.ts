import openapiTS, { astToString } from 'openapi-typescript';

/** Where the types of the client are written. */
export const CLIENT_TYPES = 'client/src/schema.ts';

const HEAD = `// Written by \`npm run docs\` from the OpenAPI document: what the routes take and answer. The client
// throws every problem as a ScripError and makes an Idempotency-Key where none is given, so the
// answers are those of success here, and the key is optional.

`;

/** What has a default may be left out. */
const OPTIONS = { alphabetize: true, defaultNonNullable: false, silent: true };

/** The client's types as TypeScript, from the document that `/openapi.json` answers. */
export async function clientTypes(api: object): Promise<string> {
  const document = structuredClone(api);
  forEachPart(document, (part) => {
    Reflect.deleteProperty(part, 'example');
    if ('responses' in part) leaveProblemsOut(part.responses);
    if ('in' in part && 'name' in part && part.name === 'Idempotency-Key') {
      Reflect.set(part, 'required', false);
    }
  });
  const ast = await openapiTS(JSON.stringify(document), OPTIONS);
  return HEAD + astToString(ast);
}

function leaveProblemsOut(responses: unknown): void {
  if (typeof responses !== 'object' || responses === null) return;
  for (const status of Object.keys(responses)) {
    if (!status.startsWith('2')) Reflect.deleteProperty(responses, status);
  }
}

/** Every object of a document, however deep. */
function forEachPart(value: unknown, visit: (part: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const part of Object.values(value)) forEachPart(part, visit);
}
