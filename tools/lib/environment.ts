import { readFileSync } from 'node:fs';
import path from 'node:path';

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

function noteIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(path.join(folder, name), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
