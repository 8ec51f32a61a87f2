import { failed, unusable } from './failure.js';
import { refusal } from './answer.js';
import type { Target } from './environment.js';

const MAX_LINE_CHARS = 1_000_000;

/** Lines of an NDJSON answer as they arrive; throws Failure where the API refuses or is away. */
export async function* readLines(
  { url, apiKey }: Target,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const headers: Record<string, string> = { accept: 'application/x-ndjson' };
  if (apiKey !== undefined) headers['authorization'] = `Bearer ${apiKey}`;
  const response = await fetch(new URL(path, url), { headers, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw failed(`${url} is away: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  if (response.status === 401) throw unusable(`${url} does not accept this API key`);
  if (!response.ok || !response.body) {
    const body: unknown = await response.json().catch(() => undefined);
    const answer = { status: response.status, hit: false, body };
    throw (response.status === 403 || response.status === 422 ? unusable : failed)(refusal(answer));
  }
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARS) throw failed('the answer has a line without an end');
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}
