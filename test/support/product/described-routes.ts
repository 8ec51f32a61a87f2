/** A route as the OpenAPI document describes it. */
export interface DescribedRoute {
  /** Who may ask it: an API key; only a person; or a page of the console, to sign somebody in. */
  readonly by: 'key' | 'person' | 'sign-in';
  /** What the caller needs; absent on routes that need no credentials. */
  readonly permission: string | undefined;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly params: readonly string[];
  readonly queries: readonly string[];
  readonly hasBody: boolean;
  readonly needsBody: boolean;
}

interface Operation {
  security: Readonly<Record<string, unknown>>[];
  'x-sign-in'?: boolean;
  'x-permission'?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { required: boolean };
}

function routeOf(method: string, path: string, operation: Operation): DescribedRoute {
  const of = (place: string) =>
    (operation.parameters ?? []).filter((each) => each.in === place).map(({ name }) => name);
  const takesKey = operation.security.some((each) => 'api_key' in each);
  const isForPeople = !takesKey && operation.security.length > 0;
  return {
    by: operation['x-sign-in'] ? 'sign-in' : isForPeople ? 'person' : 'key',
    permission: operation['x-permission'],
    method: method as DescribedRoute['method'],
    path,
    params: of('path'),
    queries: of('query'),
    hasBody: operation.requestBody !== undefined,
    needsBody: operation.requestBody?.required === true,
  };
}

/** Every route of an OpenAPI document. */
export const routesOf = ({
  paths,
}: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}): DescribedRoute[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => routeOf(method, path, operation)),
  );
