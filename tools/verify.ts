import { z } from 'zod';
import { readArguments, runTool } from './lib/command.js';
import { targetFrom } from './lib/environment.js';
import { EXIT, failed, unusable } from './lib/failure.js';
import { readLines } from './lib/lines.js';
import { startProgress } from './lib/progress.js';

const HELP = `npm run verify [-- --account ID]

Proves the ledger: the hash chain of every stream, the control figures of every event, the signed
anchors over the whole log, and that the read models are what the log says, to the micro-credit.
Names the first difference of each stream.

  --account ID   one account only

SCRIP_URL (default http://127.0.0.1:3000) says where the API is, SCRIP_API_KEY who asks; without it
the key in the data folder of npm start is used. The key needs audit:read.

Exit codes: 0 everything agrees; 1 something differs, or could not be read; 2 unusable arguments or
key.
`;

const Counts = z.object({ streams: z.number(), events: z.number(), anchors: z.number() });
const Finding = z.object({
  code: z.string(),
  message: z.string(),
  stream: z.string().optional(),
  revision: z.number().optional(),
  event_id: z.string().optional(),
  anchor: z.number().optional(),
  table: z.string().optional(),
  expected: z.string().optional(),
  found: z.string().optional(),
});
type Finding = z.output<typeof Finding>;

/** One line of the answer: what has been done, what was found, how it ended. */
const Step = z.union([
  z.object({
    progress: Counts.extend({
      phase: z.string(),
      of: z.object({ streams: z.number().nullable(), events: z.number().nullable() }),
    }),
  }),
  z.object({ finding: Finding }),
  z.object({
    result: z.object({ ok: z.boolean(), checked: Counts, notes: z.array(z.string()) }),
  }),
  z.object({ failed: z.object({ code: z.string(), detail: z.string() }) }),
]);

async function main(signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(HELP, { account: { type: 'string' } });
  if (positionals.length > 0) throw unusable(`nothing to do with ${positionals.join(' ')}`);
  const account = values.account;
  const query = account === undefined ? '' : `?account=${encodeURIComponent(account)}`;
  const target = targetFrom(process.env);
  const progress = startProgress('verifying', 100);
  try {
    for await (const line of readLines(target, `/v1/audit/verify${query}`, signal)) {
      const step = Step.parse(JSON.parse(line));
      if ('progress' in step) {
        const { phase, events, of } = step.progress;
        const part = of.events ? Math.floor((100 * events) / of.events) : 0;
        progress.update(Math.min(part, 99), `${phase}: ${events} events`);
      } else if ('finding' in step) {
        progress.say(describe(step.finding));
      } else if ('failed' in step) {
        throw failed(`the check broke off: ${step.failed.detail}`);
      } else {
        progress.stop();
        return conclude(step.result.ok, step.result.checked, step.result.notes);
      }
    }
  } finally {
    progress.stop();
  }
  throw failed('the check broke off: the server ended its answer early, so nothing is proven');
}

function conclude(ok: boolean, checked: z.output<typeof Counts>, notes: string[]): number {
  for (const note of notes) process.stdout.write(`note: ${note}\n`);
  const { streams, events, anchors } = checked;
  const extent = `${streams} streams, ${events} events, ${anchors} anchors`;
  process.stdout.write(`${ok ? 'everything agrees' : 'DIFFERENCES FOUND'}: ${extent}\n`);
  return ok ? EXIT.ok : EXIT.refused;
}

/** A finding in two lines at most: what and where, then what was expected and what is there. */
function describe({ code, message, expected, found, ...where }: Finding): string {
  const place = Object.entries(where).map(([name, value]) => `${name} ${value}`);
  const difference = expected === undefined ? '' : `\n  expected ${expected}\n  found    ${found}`;
  return `${code}: ${message}${place.length > 0 ? ` (${place.join(', ')})` : ''}${difference}`;
}

await runTool(main);
