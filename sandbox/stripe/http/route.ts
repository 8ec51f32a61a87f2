import type { Kind } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import requests from '../shapes/requests.json' with { type: 'json' };
import type { JsonSchema, Requests } from '../shapes/json-schema.js';
import { decode } from './decode.js';

/** An answer before its fields are expanded. */
export interface Answer {
  /** 200 by default; 402 keeps what the request has written, as a declined payment is kept. */
  readonly status?: number;
  readonly body: object;
}

/** One route of the API. */
export interface Route {
  readonly method: string;
  /** As Fastify writes it. */
  readonly path: string;
  /** Reads the parameters: throws a StripeFailure before anything has begun. */
  prepare(fields: Record<string, unknown>, id: string): (turn: Turn) => Promise<Answer>;
}

/** What an answer does with the parameters; `id` is the one in the path. */
export type Handler<P> = (turn: Turn, params: P, id: string) => Promise<Answer>;

const { routes }: Requests = readRequests();

function readRequests(): Requests {
  const known: unknown = requests;
  if (!isRequests(known)) throw new Error('requests.json is not what generate.ts writes');
  return known;
}

/** The parameters of the routes, and the fields that can be expanded. */
export const { expandable } = readRequests();

function isRequests(read: unknown): read is Requests {
  return typeof read === 'object' && read !== null && 'routes' in read && 'expandable' in read;
}

/** A route of `ROUTES`; `P` is the type of its parameters there. */
export function route<P>(name: string, handle: Handler<P>): Route {
  const schema: JsonSchema | undefined = routes[name];
  const [method, path] = name.split(' ');
  if (!schema || method === undefined || path === undefined) {
    throw new Error(`${name} is not in shapes/surface.ts, or npm run stripe-shapes was not run`);
  }
  return {
    method,
    path,
    prepare: (fields, id) => {
      const params = decode<P>(schema, fields);
      return (turn) => handle(turn, params, id);
    },
  };
}

/** A route that answers one object by its id. */
export const retrieve = (path: string, kind: Kind): Route =>
  route<object>(`GET ${path}`, async (turn, _params, id) => ({ body: await turn.get(kind, id) }));
