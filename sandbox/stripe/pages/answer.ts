import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseForm } from '../http/decode.js';
import { StripeFailure } from '../state/errors.js';
import { BY_HAND, type Turn } from '../state/turn.js';
import type { Turns } from '../state/turns.js';
import { type Page, sayPage, sendPage } from './shell.js';

/** A request for a page of something. */
export type PageRequest = FastifyRequest<{ Params: { id: string } }>;
/** What a request on a page comes to. */
export type Outcome = Page | { readonly redirect: string };

const TITLES: Readonly<Record<number, string>> = {
  410: 'This page has expired',
  429: 'Too many at once',
};

/** Answers with what the work comes to; a failure is a page that says it. */
export async function answer(
  turns: Turns,
  reply: FastifyReply,
  work: (turn: Turn) => Promise<Outcome>,
): Promise<FastifyReply> {
  try {
    const outcome = await turns.write(BY_HAND, work);
    if ('redirect' in outcome) return await reply.redirect(outcome.redirect, 303);
    return sendPage(reply, outcome);
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    const title = TITLES[error.status] ?? 'There is nothing here';
    return sendPage(reply, sayPage(title, error.message, undefined, error.status));
  }
}

/** Whether a bank has refused, by the address that it leads back to. */
export const isRefused = ({ query }: FastifyRequest): boolean =>
  typeof query === 'object' &&
  query !== null &&
  'redirect_status' in query &&
  query.redirect_status === 'failed';

/** The fields of the form that was sent. */
export const fieldsOf = ({ body }: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parseForm(typeof body === 'string' ? body : '')).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.trim() : '',
    ]),
  );
