import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { InsufficientCredits, NoAnswer, ScripError, type Scrip } from '../../client/src/index.js';
import { z } from 'zod';
import { askGate, gateOf, mintToken, openAccount, passToRenewal, spendAll } from './account.js';
import { INTEGRATIONS, perform } from './actions.js';
import { ActionBody, ActionName, AskBody, EstimateBody } from './bodies.js';
import { suggestionsFor } from './builder.js';
import { converse, type Ask } from './converse.js';
import { micro } from './credits.js';
import { servePage } from './files.js';
import { whatFits } from './instead.js';
import { MODELS } from './models.js';
import { pricesNow, publishPrices } from './prices.js';
import { Refusal } from './refusal.js';
import { connect, registerModels, type Target } from './scrip.js';
import { openStream } from './stream.js';
import { Visitors, type Visitor } from './visitors.js';
import type { Call, DemoState, Gate, Prices } from './shared/wire.js';

/** How the demo product is run. */
export interface DemoOptions {
  readonly scrip: Target;
  /** Where the page was built to. */
  readonly page: URL;
  /** Factor by which messages are written faster than for people; 1 by default. */
  readonly haste?: number;
  /** What a try of a call of Scrip may take; the client's own limit by default. */
  readonly timeoutMs?: number;
}

const BODY_LIMIT_BYTES = 16_384;
/** The clock is not asked twice: where it has got to, the same request is refused. */
const CLOCK_LIMIT_MS = 120_000;
const COOKIE = 'demo_visitor';
const COOKIE_LIFE_S = 30 * 24 * 3_600;

/**
 * The demo: a product of its own, which asks Scrip over HTTP like any other. Its page never sees
 * the API key; its visitors never see each other.
 */
export function createDemo(options: DemoOptions): FastifyInstance {
  const fastify = Fastify({ logger: false, bodyLimit: BODY_LIMIT_BYTES });
  fastify.removeContentTypeParser('text/plain');
  fastify.setErrorHandler(answerError);
  fastify.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: 'not here' }));
  servePage(fastify, options.page);
  new Routes(options).add(fastify);
  return fastify;
}

/** Somebody at the door, and Scrip as it is asked for them. */
interface Guest {
  readonly visitor: Visitor;
  readonly scrip: Scrip;
  /** Calls that were made for this request. */
  readonly calls: Call[];
}

class Routes {
  private readonly visitors = new Visitors();
  /** Visitors whose account is known to be open, so that it is looked up only once. */
  private readonly opened = new WeakSet<Visitor>();
  private setUp: Promise<void> | undefined;
  /** For calls that are not made for a visitor. */
  private readonly own: Scrip;

  constructor(private readonly options: DemoOptions) {
    this.own = connect(options.scrip, () => undefined, options.timeoutMs);
  }

  add(fastify: FastifyInstance): void {
    fastify.get('/demo/api/state', (request, reply) => this.state(request, reply));
    fastify.post('/demo/api/token', async (request) => {
      const { visitor, scrip, calls } = await this.guest(request);
      return { token: await mintToken(scrip, visitor), calls };
    });
    fastify.post('/demo/api/estimate', async (request) => {
      const { visitor, scrip, calls } = await this.guest(request);
      const message = EstimateBody.parse(request.body);
      return { gate: await askGate(scrip, visitor, 'ai_change', message), calls };
    });
    fastify.post('/demo/api/messages', (request, reply) => this.message(request, reply));
    fastify.post<{ Params: { action: string } }>('/demo/api/actions/:action', async (request) => {
      const guest = await this.guest(request);
      const action = ActionName.parse(request.params.action);
      const body = ActionBody.parse(request.body ?? {});
      const performed = await perform(guest, action, body);
      const state = stateOf(guest.visitor, await pricesNow(this.own));
      return { ...performed, calls: guest.calls, state };
    });
    fastify.get('/demo/api/prices', () => pricesNow(this.own));
    fastify.post('/demo/api/spend-all', async (request) => {
      const { visitor, scrip, calls } = await this.guest(request);
      const spent = await spendAll(scrip, visitor);
      return { ...spent, calls };
    });
    fastify.post('/demo/api/renewal', async (request) => {
      const { visitor, scrip, calls } = await this.guest(request, undefined, CLOCK_LIMIT_MS);
      const renewed = await passToRenewal(scrip, visitor);
      return { ...renewed, calls };
    });
  }

  /** Registers models and prices with Scrip once; after a failure the next request tries again. */
  private ready(): Promise<void> {
    const { own } = this;
    this.setUp ??= Promise.all([registerModels(own), publishPrices(own)]).then(
      () => undefined,
      (error: unknown) => {
        this.setUp = undefined;
        throw error;
      },
    );
    return this.setUp;
  }

  private async state(request: FastifyRequest, reply: FastifyReply): Promise<DemoState> {
    await this.ready();
    const visitor = this.visitors.of(cookieOf(request)) ?? this.visitors.welcome();
    if (!visitor) throw new Refusal(429, 'Many people are looking at the demo. Try in a minute.');
    await this.open(this.guestOf(visitor));
    const cookie = `${COOKIE}=${visitor.accountId}; Path=/demo; HttpOnly; SameSite=Lax`;
    void reply
      .header('set-cookie', `${cookie}; Max-Age=${COOKIE_LIFE_S}`)
      .header('cache-control', 'no-store');
    return stateOf(visitor, await pricesNow(this.own));
  }

  private async message(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const page = openStream(reply);
    const guest = await this.guest(request, (call) => page.send({ type: 'call', call }));
    const { visitor, scrip } = guest;
    const ask = AskBody.parse(request.body);
    if (visitor.isBusy) throw new Refusal(409, 'One message at a time: the last one still runs.');
    visitor.isBusy = true;
    try {
      const gate = await askGate(scrip, visitor, 'ai_change', ask);
      if (!gate.allowed) return await refuse(reply, guest, ask, gate);
      const { haste = 1 } = this.options;
      const id = `ask-${visitor.replayed}`;
      visitor.say({ id, who: 'visitor', text: ask.text, steps: [], mode: ask.mode });
      await converse({ scrip, visitor, ask, page, haste });
    } catch (error) {
      if (page.isOpen) page.send({ type: 'failed', message: wordsFor(error) });
      else if (error instanceof InsufficientCredits) {
        return await refuse(reply, guest, ask, gateOf(error, 'ai_change'));
      } else throw error;
    } finally {
      visitor.isBusy = false;
      if (page.isOpen) page.end();
    }
    return reply;
  }

  /** The visitor of the request, known from opening the page. Throws Refusal if there is none. */
  private async guest(
    request: FastifyRequest,
    onCall?: (call: Call) => void,
    timeoutMs?: number,
  ): Promise<Guest> {
    const visitor = this.visitors.of(cookieOf(request));
    if (!visitor) throw new Refusal(401, 'Open /demo first: it gives you an account.');
    const guest = this.guestOf(visitor, onCall, timeoutMs);
    await this.ready();
    await this.open(guest);
    return guest;
  }

  private guestOf(
    visitor: Visitor,
    onCall?: (call: Call) => void,
    timeoutMs = this.options.timeoutMs,
  ): Guest {
    const calls: Call[] = [];
    const record = (told: Omit<Call, 'number'>) => {
      const call = visitor.record(told);
      calls.push(call);
      onCall?.(call);
    };
    return { visitor, scrip: connect(this.options.scrip, record, timeoutMs), calls };
  }

  /** The cookie outlives this process, and perhaps the data of Scrip. */
  private async open({ visitor, scrip }: Guest): Promise<void> {
    if (this.opened.has(visitor)) return;
    await openAccount(scrip, visitor);
    this.opened.add(visitor);
  }
}

/** Says why a message was not let through, and what would be with the credits that are left. */
async function refuse(
  reply: FastifyReply,
  { scrip, visitor, calls }: Guest,
  ask: Ask,
  gate: Gate,
): Promise<FastifyReply> {
  const isShort = gate.reason === 'insufficient_credits' && micro(gate.available) > 0n;
  const instead = isShort ? await whatFits(scrip, visitor, ask) : [];
  return reply.code(402).send({ gate, instead, calls });
}

const stateOf = (visitor: Visitor, prices: Prices): DemoState => {
  const { accountId: account_id, app, published, integrations, rows, messages, calls } = visitor;
  return {
    account_id,
    models: MODELS.map(({ id, name }) => ({ id, name })),
    app,
    published,
    integrations,
    connectable: INTEGRATIONS,
    prices,
    rows,
    messages,
    suggestions: suggestionsFor(app),
    calls,
  };
};

function cookieOf({ headers: { cookie = '' } }: FastifyRequest): string | undefined {
  const pairs = cookie.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

function wordsFor(error: unknown): string {
  if (error instanceof NoAnswer) return 'Scrip does not answer right now. Try again in a moment.';
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join(' ');
  return error instanceof ScripError ? error.detail : String(error);
}

function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  if (reply.raw.destroyed) return;
  void reply.code(statusOf(error)).send({
    message: error instanceof Refusal ? error.message : wordsFor(error),
  });
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  if (error instanceof z.ZodError) return 422;
  if (error instanceof NoAnswer) return 503;
  if (error instanceof ScripError) return error.status >= 500 ? 503 : 502;
  const isTheirs =
    error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500;
  return isTheirs ? Number(error.statusCode) : 500;
}
