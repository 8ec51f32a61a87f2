import { createClient, type Scrip } from '../../client/src/index.js';
import { MODELS, MULTIPLIERS } from './models.js';
import type { Call } from './shared/wire.js';

/** Where Scrip is, and the key of this product. */
export interface Target {
  readonly url: string;
  readonly apiKey: string;
}

/** Hears of every call as it went over the wire. */
export type OnCall = (call: Omit<Call, 'number'>) => void;

/**
 * A client of Scrip that reports its calls to `onCall`, so that the page can show them; a try of
 * one may take `timeoutMs`.
 */
export const connect = ({ url, apiKey }: Target, onCall: OnCall, timeoutMs?: number): Scrip =>
  createClient({
    url,
    apiKey,
    fetch: recording(onCall),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });

const recording =
  (onCall: OnCall) =>
  async (url: string, init: RequestInit): Promise<Response> => {
    const began = performance.now();
    const { pathname, search } = new URL(url);
    const told = (status: number, answer: unknown) =>
      onCall({
        method: init.method ?? 'GET',
        path: pathname + search,
        status,
        ms: Math.round(performance.now() - began),
        request: typeof init.body === 'string' ? parse(init.body) : null,
        answer,
      });
    try {
      const response = await fetch(url, init);
      told(response.status, parse(await response.clone().text()));
      return response;
    } catch (error) {
      told(0, null);
      throw error;
    }
  };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Tells Scrip of the three models, as often as one likes. Throws when Scrip is away. */
export async function registerModels(scrip: Scrip): Promise<void> {
  for (const { id, name, description, speed, quality, input, output } of MODELS) {
    const path = { model_id: id };
    const header = (key: string) => ({ 'Idempotency-Key': `demo-${key}-${id}-1` });
    await scrip.PUT('/v1/models/{model_id}', {
      params: { path, header: header('model') },
      body: { name, description, speed, quality },
    });
    await scrip.POST('/v1/models/{model_id}/rates', {
      params: { path, header: header('rate') },
      body: { per_million: { input, output }, ...MULTIPLIERS },
    });
  }
}
