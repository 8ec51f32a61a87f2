import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ActingPerson, FailedPerson } from '../auth/acting-person.js';
import { isSafe } from '../auth/same-origin.js';
import type { Logger } from '../../platform/log.js';
import type { StaffAction } from './staff-action.entity.js';

/** What is recorded of a request; when it was is added where it is stored. */
export type Recorded = Omit<StaffAction, 'id' | 'at'>;

const MAX_ID_CHARS = 64;
const ID = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
const REASON = /^[a-z_]{1,40}$/;
const MAX_TICKET_CHARS = 64;
/** Answers that tell what came about are shorter. */
const MAX_ANSWER_CHARS = 16_384;

/**
 * Records every request of a person that is meant to change something, every sign-in, refused ones
 * too, and every export, before it is answered: what was acknowledged is recorded. An answer is
 * sent, too, if the record cannot be written: the action has happened, and the log of the process
 * names it.
 */
export function recordActions(
  fastify: FastifyInstance,
  { record, log }: { record: (action: Recorded) => Promise<void>; log: Logger },
): void {
  fastify.decorateRequest('signingIn', null);
  fastify.decorateRequest('actionDetail', null);
  fastify.addHook('onSend', async (request, reply, payload) => {
    const isRecorded = !isSafe(request.method) || isExport(reply) || request.signingIn !== null;
    const person = isRecorded ? personOf(request) : undefined;
    if (!person) return payload;
    const action = actionOf(person, request, reply, payload);
    try {
      await record(action);
    } catch (error) {
      log.error({ err: error, action }, 'an action of a person could not be recorded');
    }
    return payload;
  });
}

/** An answer that leaves the console as a file. */
const isExport = (reply: FastifyReply): boolean =>
  String(reply.getHeader('content-type')).startsWith('text/csv');

type Somebody = ActingPerson | FailedPerson;

function personOf({ caller, signingIn }: FastifyRequest): Somebody | undefined {
  if (caller?.kind === 'staff') return { staffId: caller.id, sessionId: caller.sessionId };
  return signingIn ?? undefined;
}

function actionOf(
  { staffId, sessionId }: Somebody,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Recorded {
  const { statusCode: status } = reply;
  const { method, routeOptions, id: requestId, params, body, actionDetail: detail } = request;
  const answered = status < 400 ? idsOf(parsed(payload)) : {};
  const { account_id, ...targets } = { ...answered, ...idsOf(params) };
  return {
    kind: isExport(reply) ? 'export' : 'request',
    staffId,
    sessionId,
    method,
    route: routeOptions.url ?? '',
    accountId: account_id ?? null,
    targets,
    detail,
    status,
    requestId,
    reasonCode: fieldOf(body, 'reason_code', (text) => REASON.test(text)),
    ticket: fieldOf(body, 'ticket', (text) => text.length <= MAX_TICKET_CHARS),
  };
}

/** Its fields that are ids: of these none is a secret or the text of a note. */
function idsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (field): field is [string, string] =>
        /^(id|[a-z]+_id)$/.test(field[0]) && typeof field[1] === 'string' && isId(field[1]),
    ),
  );
}

const isId = (text: string): boolean => text.length <= MAX_ID_CHARS && ID.test(text);

function parsed(payload: unknown): unknown {
  if (typeof payload !== 'string' || payload.length > MAX_ANSWER_CHARS) return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function fieldOf(body: unknown, name: string, isTaken: (text: string) => boolean): string | null {
  const value: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' && isTaken(value) ? value : null;
}
