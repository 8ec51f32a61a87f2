// The page's way to the demo's own backend.
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type {
  Call,
  DemoState,
  Gate,
  Instead,
  Mode,
  Paid,
  Prices,
  Renewed,
  Spent,
  StreamEvent,
  WhatIf,
} from '../shared/wire.js';

/** The backend said no, or did not say anything. */
export class Trouble extends Error {}

/** Why something did not work, in words for the user. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'Something went wrong.';

const API = '/demo/api';
/** Far more than any event of the demo. */
const MAX_EVENT_CHARS = 262_144;
const AWAY = 'The demo is starting, or away for a moment.';

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await send(path, body);
  if (!response.ok) throw await troubleOf(response);
  const answer: Answer = await response.json();
  return answer;
}

async function send(path: string, body?: object, signal?: AbortSignal): Promise<Response> {
  const init: RequestInit = body
    ? {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        ...(signal && { signal }),
      }
    : {};
  try {
    return await fetch(`${API}${path}`, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Trouble('There is no connection right now. Try again in a moment.', { cause: error });
  }
}

async function troubleOf(response: Response): Promise<Trouble> {
  const said: { message?: string; detail?: string } = await response.json().catch(() => ({}));
  const away = response.status === 503 || response.status === 502;
  const instead = away ? AWAY : `The demo answered ${response.status}. Try again in a moment.`;
  return new Trouble(said.message ?? said.detail ?? instead);
}

/** What became of an action. */
export interface Acted {
  readonly gate: Gate;
  readonly done?: string;
  readonly paid?: Paid;
  readonly calls: readonly Call[];
  readonly state: DemoState;
}

/** The visitor: app, messages and models. */
export const getState = () => ask<DemoState>('/state');
/** A token for the widget, and the call that minted it. */
export const getToken = () => ask<{ token: string; calls: readonly Call[] }>('/token', {});
/** What pictures and integrations cost. */
export const getPrices = () => ask<Prices>('/prices');
/** Spends what is left, to the last micro-credit. */
export const spendAll = () => ask<Spent & { calls: readonly Call[] }>('/spend-all', {});
/** What a message would cost. */
export const estimate = (message: { model: string; mode: Mode }) =>
  ask<{ gate: Gate; calls: readonly Call[] }>('/estimate', message);
/** Does something of the toolbar. */
export const act = (action: string, body: object = {}) => ask<Acted>(`/actions/${action}`, body);
/** Moves the sandbox clock to the renewal. */
export const jumpToRenewal = () => ask<Renewed & { calls: readonly Call[] }>('/renewal', {});

/** A message was not let through. */
export interface Refused {
  readonly gate: Gate;
  /** What would be let through in its place, the best first. */
  readonly instead: readonly Instead[];
  readonly calls: readonly Call[];
}

/** Sends a message and hands on what it streams; answers why it was refused, if it was. */
export async function sendMessage(
  message: { text: string; model: string; mode: Mode; what_if: WhatIf },
  onEvent: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<Refused | undefined> {
  const response = await send('/messages', message, signal);
  if (response.status === 402) {
    const refused: Refused = await response.json();
    return refused;
  }
  if (!response.ok || !response.body) throw await troubleOf(response);
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: MAX_EVENT_CHARS }))
    .getReader();
  for (;;) {
    const { done, value } = await events.read();
    if (done) return undefined;
    const event: StreamEvent = JSON.parse(value.data);
    onEvent(event);
  }
}
