import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Address and key of the API. */
export interface Target {
  readonly url: string;
  readonly apiKey?: string;
}

const DEFAULT_URL = 'http://127.0.0.1:3000';

/** What the help of each tool says of `targetFrom`. */
export const TARGET_HELP = `\
SCRIP_URL says where the API is, SCRIP_API_KEY who asks. What is not set is read from the files url
and api-key that npm start writes into its data folder (SCRIP_DATA_DIR, default .scrip). Without
both, the API is looked for at ${DEFAULT_URL}.`;

/**
 * `SCRIP_URL` and `SCRIP_API_KEY`; without them, what `npm start` notes in its data folder
 * (`SCRIP_DATA_DIR`, `.scrip`), so that the tools work beside it without any setting.
 */
export function targetFrom(environment: NodeJS.ProcessEnv): Target {
  const folder = environment['SCRIP_DATA_DIR'] || '.scrip';
  const url = environment['SCRIP_URL'] || noteIn(folder, 'url') || DEFAULT_URL;
  const apiKey = environment['SCRIP_API_KEY'] || noteIn(folder, 'api-key');
  return apiKey ? { url, apiKey } : { url };
}

interface Waiting {
  /** How long the start is waited for, in milliseconds. */
  readonly patienceMs: number;
  /** Told once that it is waited for. */
  readonly say: (message: string) => void;
  readonly signal?: AbortSignal;
  /** Whether anything speaks HTTP at an address. */
  readonly probe?: (url: string) => Promise<boolean>;
}

const LOOK_AGAIN_MS = 250;
const PROBE_MS = 1_000;

/**
 * `targetFrom`, once it is known where the API is: `npm start` notes its address only after some
 * seconds. Without any note, whatever answers at the usual address is taken; when patience ends,
 * that address.
 */
export async function awaitTarget(
  environment: NodeJS.ProcessEnv,
  { patienceMs, say, signal, probe = answers }: Waiting,
): Promise<Target> {
  const folder = environment['SCRIP_DATA_DIR'] || '.scrip';
  const isKnown = () => Boolean(environment['SCRIP_URL'] || noteIn(folder, 'url'));
  const until = performance.now() + patienceMs;
  for (let isSaid = false; ; isSaid = true) {
    if (isKnown() || performance.now() >= until || (await probe(DEFAULT_URL))) break;
    if (!isSaid) {
      const seconds = Math.round(patienceMs / 1_000);
      say(`no Scrip is known in ${folder} yet; waiting up to ${seconds} s for its start`);
    }
    await sleep(LOOK_AGAIN_MS, undefined, signal && { signal });
  }
  return targetFrom(environment);
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health/live`, { signal: AbortSignal.timeout(PROBE_MS) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return true;
    },
    () => false,
  );

function noteIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(path.join(folder, name), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
