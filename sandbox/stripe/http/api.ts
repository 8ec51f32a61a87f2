import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf, type Fault, type FaultKind, type Faults } from './faults.js';
import { newId } from '../state/ids.js';
import { API_VERSION } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import type { Turns } from '../state/turns.js';
import { parseForm } from './decode.js';
import { internal, invalid, outside, StripeFailure, unauthenticated } from '../state/errors.js';
import { expandAnswer, type Loaders } from './expand.js';
import {
  fingerprintOf,
  keepAnswer,
  KeysInUse,
  type KeptAnswer,
  keptAnswer,
} from './idempotency.js';
import type { Route } from './route.js';

/** What the API of the double needs. */
export interface ApiOptions {
  /** The secret key that callers show. */
  readonly apiKey: string;
  readonly turns: Turns;
  readonly faults: Faults;
  readonly routes: readonly Route[];
  readonly loaders: Loaders;
  /** Sees each answer with the paths that were expanded. What it throws is answered as a 500. */
  readonly inspect?: (body: object, expanded: readonly string[]) => void;
  readonly log: (message: string) => void;
}

type Sent = Pick<KeptAnswer, 'status' | 'body'> & { readonly replayed?: string };

/** Answers `/v1/…` as Stripe does. */
export class StripeApi {
  private readonly keys = new KeysInUse();

  constructor(private readonly options: ApiOptions) {}

  add(fastify: FastifyInstance): void {
    fastify.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, body),
    );
    for (const route of this.options.routes) {
      fastify.route<{ Params: { id?: string } }>({
        method: route.method,
        url: route.path,
        handler: (request, reply) => this.answer(route, request, reply),
      });
    }
    fastify.all('/v1/*', (request, reply) => {
      const [path = ''] = request.url.split('?');
      this.fail(reply, outside(`${request.method} ${path}`));
      return reply;
    });
  }

  /** Answers with a failure. Each has `error`: the SDK looks at that, not at the status. */
  fail(reply: FastifyReply, error: unknown): void {
    const isKnown = error instanceof StripeFailure;
    if (!isKnown) this.options.log(`the Stripe sandbox failed: ${said(error)}`);
    const failure = isKnown ? error : internal(said(error));
    if (!reply.sent) {
      void reply.code(failure.status).headers(failure.headers).send({ error: failure.body });
    }
  }

  private async answer(
    route: Route,
    request: FastifyRequest<{ Params: { id?: string } }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const requestId = newId('req', 14);
    void reply.headers({ 'request-id': requestId, 'stripe-version': API_VERSION });
    try {
      this.authenticate(request);
      const fault = this.options.faults.meet(`${route.method} ${route.path}`);
      if (fault && breaks(fault, reply)) return reply;
      const key = keyOf(request);
      if (key !== undefined) void reply.header('idempotency-key', key);
      const sent = await this.keys.hold(key, async () => {
        const isBroken = fault?.kind === '500';
        const answer = await this.run({ route, request, requestId, key, isBroken });
        if (fault?.kind === 'slow') await sleep(fault.ms);
        return answer;
      });
      if (fault?.kind === 'close_after') return close(reply);
      const nothing = fault && SAYING_NOTHING[fault.kind];
      if (nothing !== undefined) return reply.type('application/json').send(nothing);
      if (sent.replayed !== undefined) {
        void reply.headers({ 'idempotent-replayed': 'true', 'original-request': sent.replayed });
      }
      // Repeating the request would only bring the same answer.
      if (sent.status === 500) void reply.header('stripe-should-retry', 'false');
      return reply.code(sent.status).send(sent.body);
    } catch (error) {
      this.fail(reply, error);
      return reply;
    }
  }

  private async run({ route, request, requestId, key, isBroken }: Call): Promise<Sent> {
    const fields = fieldsOf(request);
    const begin = route.prepare(fields, request.params.id ?? '');
    const expand = Array.isArray(fields['expand']) ? fields['expand'].map(String) : [];
    const work = async (turn: Turn): Promise<Sent> => {
      const { status = 200, body } = await begin(turn);
      const expanded = await expandAnswer(turn, body, expand, this.options.loaders);
      if (status === 200) this.options.inspect?.(expanded, expand);
      return { status, body: expanded };
    };
    const { turns } = this.options;
    const cause = { id: requestId, idempotency_key: key ?? null };
    if (isBroken && key === undefined) throw internal('An unknown error occurred');
    if (route.method === 'GET') return turns.read(cause, work);
    if (key === undefined) return turns.write(cause, (turn) => work(turn));
    const [path = ''] = request.url.split('?');
    const fingerprint = fingerprintOf(route.method, path, fields);
    return turns.write(cause, async (turn) => {
      const kept = await keptAnswer(turn, key, fingerprint);
      if (kept) return { ...kept, replayed: kept.request };
      const sent = await undoing(turn, () => {
        if (isBroken) throw internal('An unknown error occurred');
        return work(turn);
      });
      await keepAnswer(turn, key, fingerprint, { ...sent, request: requestId });
      return sent;
    });
  }

  /** https://docs.stripe.com/api/authentication */
  private authenticate({ headers }: FastifyRequest): void {
    const { authorization = '' } = headers;
    const [scheme = '', value = ''] = authorization.split(' ');
    const key = /^basic$/i.test(scheme)
      ? Buffer.from(value, 'base64').toString().split(':', 1)[0]
      : value;
    if (!key) throw unauthenticated('You did not provide an API key.');
    if (key !== this.options.apiKey) {
      throw unauthenticated(`Invalid API Key provided: ${key.slice(0, 8)}***`);
    }
    const version = headers['stripe-version'] ?? API_VERSION;
    if (version !== API_VERSION) {
      throw outside(`API version ${String(version)}, only ${API_VERSION}`);
    }
  }
}

interface Call {
  readonly route: Route;
  readonly request: FastifyRequest<{ Params: { id?: string } }>;
  readonly requestId: string;
  readonly key: string | undefined;
  readonly isBroken: boolean;
}

/** What failed has changed nothing, but its answer is kept. */
async function undoing(turn: Turn, work: () => Promise<Sent>): Promise<Sent> {
  await turn.query('SAVEPOINT began', []);
  try {
    return await work();
  } catch (error) {
    await turn.query('ROLLBACK TO SAVEPOINT began', []);
    const failure = error instanceof StripeFailure ? error : internal(said(error));
    if (failure.status === 501) throw failure;
    return { status: failure.status, body: { error: failure.body } };
  }
}

function fieldsOf(request: FastifyRequest): Record<string, unknown> {
  if (request.method === 'POST') {
    if (request.body === undefined || request.body === null) return {};
    if (typeof request.body === 'string') return parseForm(request.body);
    throw invalid('The request body is not form-encoded.');
  }
  return parseForm(request.url.split('?').slice(1).join('?'));
}

const keyOf = ({ method, headers }: FastifyRequest): string | undefined => {
  const key = headers['idempotency-key'];
  return method === 'POST' && typeof key === 'string' && key !== '' ? key : undefined;
};

function close(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

/** Faults that come before anything is done; whether the call has ended. */
function breaks({ kind }: Fault, reply: FastifyReply): boolean {
  const refusal = refusalOf(kind);
  if (refusal) throw refusal;
  if (kind === 'close_before') close(reply);
  return kind === 'close_before';
}

/** Bodies of a 200 that say nothing, though what was asked is done. */
const SAYING_NOTHING: Partial<Record<FaultKind, string>> = { null: 'null', empty: '{}' };

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
