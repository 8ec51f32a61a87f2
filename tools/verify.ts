import { z } from 'zod';
import { Client } from './lib/client.js';
import { readArguments, readWait, runTool, waitHelp } from './lib/command.js';
import { awaitTarget, TARGET_HELP } from './lib/environment.js';
import { EXIT, failed, unusable } from './lib/failure.js';
import { startProgress, type Progress } from './lib/progress.js';
import { counted } from './lib/words.js';

const HELP = `npm run verify [-- --account ID]

Proves that the ledger is what was written: every stream's hash chain, every event's control
figures, the signed anchors over the whole log, and that folding the log gives what the read models
say, to the micro-credit. Names the first difference of each stream.

  --account ID    one account only
  --wait SECONDS  ${waitHelp()}

${TARGET_HELP} The key needs audit:read.

Exit codes: 0 everything fits; 1 something differs, or the check broke off; 2 unusable arguments,
account or key.
`;

const Count = z.number().int();
const Checked = z.object({ streams: Count, events: Count, anchors: Count });
const Finding = z.looseObject({
  code: z.string(),
  message: z.string(),
  stream: z.string().optional(),
  revision: Count.optional(),
  event_id: z.string().optional(),
  anchor: Count.optional(),
  table: z.string().optional(),
  expected: z.string().optional(),
  found: z.string().optional(),
});
type Finding = z.output<typeof Finding>;

const Step = z.union([
  z.object({
    progress: Checked.extend({
      phase: z.string(),
      of: z.object({ streams: Count.nullable(), events: Count.nullable() }),
    }),
  }),
  z.object({ finding: Finding }),
  z.object({
    result: z.object({
      ok: z.boolean(),
      findings: Count,
      checked: Checked,
      notes: z.array(z.string()),
      position: z.string().nullable(),
    }),
  }),
  z.object({ failed: z.object({ code: z.string(), detail: z.string() }) }),
]);

/** Later differences often follow from the first ones. */
const MAX_FINDINGS_SHOWN = 20;

/** `event_changed: …` and, below, where it is and what was expected. */
function describe(finding: Finding): string {
  const { code, message, expected, found } = finding;
  const where = (['stream', 'revision', 'event_id', 'anchor', 'table'] as const)
    .filter((name) => finding[name] !== undefined)
    .map((name) => `${name.replace('_id', '')} ${finding[name]}`)
    .join(', ');
  const lines = [`${code}: ${message}`];
  if (where !== '') lines.push(`    ${where}`);
  if (expected !== undefined) lines.push(`    expected ${expected}`);
  if (found !== undefined) lines.push(`    found    ${found}`);
  return `${lines.join('\n')}\n`;
}

/** The bar goes by share of the streams, in this many parts. */
const PARTS = 1_000;

/** What has been found, also when the check does not come to its end. */
interface Found {
  readonly differences: string[];
  conclusion?: Conclusion;
}
type Conclusion = Extract<z.output<typeof Step>, { result: unknown }>['result'];

async function follow(lines: AsyncIterable<unknown>, found: Found, progress: Progress) {
  for await (const line of lines) {
    const step = Step.parse(line);
    if ('progress' in step) {
      const { phase, streams, of } = step.progress;
      const share = of.streams ? streams / of.streams : 0;
      progress.update(share * PARTS, `${phase}: ${amountOf(step.progress)}`);
    } else if ('finding' in step) {
      if (found.differences.length < MAX_FINDINGS_SHOWN) {
        found.differences.push(describe(step.finding));
      }
    } else if ('failed' in step) {
      const { code, detail } = step.failed;
      const stopped = code === 'account_not_found' ? unusable : failed;
      throw stopped(`nothing was proven: ${code}, ${detail}`);
    } else {
      found.conclusion = step.result;
    }
  }
}

/** How much was checked, in words. */
const amountOf = ({ streams, events, anchors }: Conclusion['checked']): string =>
  [counted(streams, 'stream'), counted(events, 'event'), counted(anchors, 'anchor')].join(', ');

function conclude({ ok, findings, checked, notes, position }: Conclusion): string {
  const until = position === null ? 'an empty log' : `the log up to ${position}`;
  const verdict = ok ? 'everything fits' : counted(findings, 'difference');
  return [
    `${verdict}: ${amountOf(checked)}; ${until}`,
    ...notes.map((note) => `note: ${note}`),
    '',
  ].join('\n');
}

async function main(signal: AbortSignal): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = readArguments(HELP, { account: text, wait: text });
  if (positionals.length > 0) throw unusable('one account: --account ID. See --help.');
  const { account } = values;
  const query = account === undefined ? '' : `?account=${encodeURIComponent(account)}`;
  const say = (message: string) => void process.stderr.write(`${message}\n`);
  const patienceMs = readWait(values.wait);
  const target = await awaitTarget(process.env, { patienceMs, say, signal });
  const client = new Client({ ...target, patienceMs, say, signal });
  const progress = startProgress('verifying', PARTS);
  const found: Found = { differences: [] };
  try {
    await follow(client.lines(`/v1/audit/verify${query}`), found, progress);
  } finally {
    progress.stop();
    process.stdout.write(found.differences.join(''));
  }
  if (!found.conclusion) throw failed('nothing was proven: the check broke off');
  process.stdout.write(conclude(found.conclusion));
  return found.conclusion.ok ? EXIT.ok : EXIT.refused;
}

await runTool(main);
