import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deliverer } from '../events/deliverer.js';
import { undisturbed } from '../events/rules.js';
import type { Faults } from '../http/faults.js';
import { openDispute, stepDispute } from '../money/disputes.js';
import { failPayout, payOutAll, payPayout } from '../money/payouts.js';
import { failRefund, planRefund, succeedRefund } from '../money/refunds.js';
import { endDelayed } from '../money/sessions.js';
import { warn } from '../objects/early-fraud-warnings.js';
import { given } from '../objects/metadata.js';
import type { SandboxClock } from '../state/clock.js';
import type { DueWork } from '../state/due.js';
import { invalid, StripeFailure } from '../state/errors.js';
import { BY_HAND, type Turn } from '../state/turn.js';
import type { Turns } from '../state/turns.js';
import {
  AdvanceBody,
  DelayedBody,
  DeliveryBody,
  DisputeBody,
  DisputeStepBody,
  DistortBody,
  FaultBody,
  PayoutBody,
  PayoutStepBody,
  RefundCourseBody,
  RefundEndBody,
  WarningBody,
} from './bodies.js';

/** What is controlled. */
export interface ControlOptions {
  /** Shown as `Authorization: Bearer …`. */
  readonly token: string;
  readonly turns: Turns;
  readonly faults: Faults;
  readonly deliverer: Deliverer;
  readonly clock: SandboxClock;
  readonly due: DueWork;
}

const JSON_TYPE = 'application/json';

type Request = FastifyRequest<{ Params: { id: string } }>;

/**
 * The control plane, under `/_sandbox`: what no caller of Stripe can do. JSON in and out; only from
 * this machine, and with the token.
 */
export class Control {
  constructor(private readonly options: ControlOptions) {}

  add(fastify: FastifyInstance): void {
    void fastify.register(
      (scope, _options, done) => {
        scope.addHook('onRequest', (request, _reply, next) => {
          next(this.isAllowed(request) ? undefined : FORBIDDEN);
        });
        // Clients may name the type of a body that they do not send.
        const json = scope.getDefaultJsonParser('error', 'error');
        scope.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (request, body, parsed) =>
          body === '' ? parsed(null) : json(request, String(body), parsed),
        );
        this.addTime(scope);
        this.addDelivery(scope);
        this.addMoney(scope);
        done();
      },
      { prefix: '/_sandbox' },
    );
  }

  private addTime(scope: FastifyInstance): void {
    const { clock, due, faults } = this.options;
    const time = async () => ({ now: clock.now(), next_due: (await due.next()) ?? null });
    scope.get('/clock', time);
    scope.post('/clock', async ({ body }) => {
      const asked = read(AdvanceBody, body);
      await due.advanceTo('to' in asked ? asked.to : clock.now() + asked.by);
      return time();
    });
    scope.get('/faults', () => ({ left: faults.left }));
    scope.post('/faults', ({ body }) => {
      const { route, ...fault } = read(FaultBody, body);
      faults.plan({ ...fault, ...(route !== undefined && { route }) });
      return { left: faults.left };
    });
    scope.delete('/faults', () => {
      faults.clear();
      return { left: [] };
    });
  }

  private addDelivery(scope: FastifyInstance): void {
    const { deliverer } = this.options;
    scope.get('/delivery', () => deliverer.rules);
    scope.patch('/delivery', ({ body }) => {
      const { apiVersion, ...rules } = read(DeliveryBody, body);
      Object.assign(deliverer.rules, given(rules));
      if (apiVersion !== undefined) deliverer.rules.apiVersion = apiVersion ?? undefined;
      deliverer.wake();
      return deliverer.rules;
    });
    scope.delete('/delivery', () => {
      Object.assign(deliverer.rules, undisturbed());
      deliverer.wake();
      return deliverer.rules;
    });
    // Answers once everything that may be sent is delivered, or was given up.
    scope.post('/delivery/settle', async () => ({ settled: await deliverer.idle() }));
  }

  private addMoney(scope: FastifyInstance): void {
    scope.post('/disputes', ({ body }) => {
      const { charge, ...terms } = read(DisputeBody, body);
      return this.write((turn) => openDispute(turn, charge, terms));
    });
    scope.post('/disputes/:id', ({ params, body }: Request) => {
      const { step } = read(DisputeStepBody, body);
      return this.write((turn) => stepDispute(turn, params.id, step));
    });
    scope.post('/early-fraud-warnings', ({ body }) => {
      const { charge } = read(WarningBody, body);
      return this.write((turn) => warn(turn, charge));
    });
    scope.post('/refunds', ({ body }) => {
      const { then, ...course } = read(RefundCourseBody, body);
      const planned = { ...course, ...(then && { then }) };
      return this.write((turn) => planRefund(turn, planned));
    });
    scope.post('/refunds/:id', ({ params, body }: Request) => {
      const end = read(RefundEndBody, body).as === 'failed' ? failRefund : succeedRefund;
      return this.write((turn) => end(turn, params.id));
    });
    scope.post('/payments/:id', ({ params, body }: Request) => {
      const { succeeds } = read(DelayedBody, body);
      return this.write((turn) => endDelayed(turn, params.id, succeeds));
    });
    scope.post('/payouts', ({ body }) => {
      const { currency } = read(PayoutBody, body ?? {});
      return this.write((turn) => payOutAll(turn, currency));
    });
    scope.post('/payouts/:id', ({ params, body }: Request) => {
      const step = read(PayoutStepBody, body).step === 'pay' ? payPayout : failPayout;
      return this.write((turn) => step(turn, params.id));
    });
    scope.patch('/objects/:id', ({ params, body }: Request) => {
      const fields = read(DistortBody, body);
      return this.write((turn) => distort(turn, params.id, fields));
    });
  }

  private async write(work: (turn: Turn) => Promise<object | void>): Promise<object> {
    return (await this.options.turns.write(BY_HAND, work)) ?? {};
  }

  private isAllowed({ ip, headers }: FastifyRequest): boolean {
    const shown = Buffer.from(headers.authorization ?? '');
    const token = Buffer.from(`Bearer ${this.options.token}`);
    const isKnown = shown.length === token.length && timingSafeEqual(shown, token);
    return isKnown && /^(127\.|::1$|::ffff:127\.)/.test(ip);
  }
}

const FORBIDDEN = new StripeFailure(403, {
  type: 'invalid_request_error',
  message: 'The control plane takes its token, from this machine.',
});

async function distort(turn: Turn, id: string, fields: object): Promise<void> {
  const { rowCount } = await turn.query('UPDATE objects SET body = body || $2 WHERE id = $1', [
    id,
    JSON.stringify(fields),
  ]);
  if (rowCount !== 1) throw invalid(`There is no ${id}`);
}

/** Throws a StripeFailure that says what is wrong. */
function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  throw invalid(z.prettifyError(error));
}
