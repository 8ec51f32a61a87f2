import { copyFile, mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { runLoad } from '../load/run.js';
import type { LoadSpec } from '../load/spec.js';
import { rounded } from '../report.js';
import type { BenchContext } from '../context.js';
import { BATCHES_IN_FLIGHT, ITEMS_PER_BATCH } from './work.js';

const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

const TOP_FUNCTIONS = 25;
const REQUESTS_PER_ACCOUNT_BEFORE = 5;
/** What the callers do meanwhile: on many accounts unless told. */
const LOADS: readonly (Partial<LoadSpec> & { readonly name: string })[] = [
  { name: 'many' },
  { name: 'hot', accounts: 1 },
  { name: 'batch', work: 'batch', batchItems: ITEMS_PER_BATCH, connections: BATCHES_IN_FLIGHT },
];
/** `--cpu-prof` samples so often, in microseconds. */
const INTERVAL_US = 500;

/**
 * Where the time of the hot path goes: the API under `--cpu-prof` while 64 callers debit many
 * accounts, then one, and while batches are sent. Lines: share of the busy time by area and by
 * function; the profiles are kept.
 */
export async function profile(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  await scrip.fund(Array.from({ length: options.accounts }, (_, i) => 1 + i));
  await mkdir(options.output, { recursive: true });
  const node = process.env['EVENTSTORE_URL'] ? [] : (['eventstore'] as const);
  for (const program of ['api', 'projections', ...node] as const) {
    for (const { name, ...what } of LOADS) {
      const folder = await mkdtemp(path.join(bench.home, 'profile-'));
      const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
      await scrip.restart(program, [...flags, `--cpu-prof-interval=${INTERVAL_US}`]);
      const load: LoadSpec = {
        port: scrip.port,
        apiKey: scrip.apiKey,
        firstAccount: 1,
        accounts: options.accounts,
        seconds: options.seconds,
        warmupSeconds: options.warmupSeconds,
        connections: options.inFlight,
        rate: 'closed',
        keys: options.keys,
        ...what,
      };
      // Every account is loaded before it counts: what is looked at is the path of a warm one.
      const requests = REQUESTS_PER_ACCOUNT_BEFORE * load.accounts;
      await runLoad({ ...load, seconds: 300, requests });
      const loadedFrom = Date.now() + options.warmupSeconds * 1_000;
      const result = await runLoad(load);
      const loadedMs = Date.now() - loadedFrom;
      await scrip.restart(program);
      const [file] = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
      if (!file) throw new Error(`${program} has left no profile`);
      const kept = path.join(options.output, `${program}-${name}.cpuprofile`);
      await copyFile(path.join(folder, file), kept);
      const { areas, functions } = digest(await readFile(kept, 'utf8'), loadedMs);
      const variant = `${program} ${name}`;
      report.line('profile', variant, 1, { per_s: result.per_s, kept, areas, functions });
    }
  }
}

/** Shares of the busy time of its last `ms`, in percent: by area of the code and by function. */
function digest(text: string, ms: number) {
  const { nodes, samples, timeDeltas } = CpuProfile.parse(JSON.parse(text));
  let left = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const areas = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  for (const [i, id] of samples.entries()) {
    const frame = frames.get(id);
    const time = timeDeltas[i] ?? 0;
    left -= time;
    // Before: starting, compiling, warming up.
    if (left > ms * 1_000) continue;
    if (!frame || frame.functionName === '(idle)' || time < 0) continue;
    busy += time;
    const area = areaOf(frame.functionName, frame.url);
    areas.set(area, (areas.get(area) ?? 0) + time);
    const name = `${frame.functionName || '(anonymous)'} ${shortUrl(frame.url)}:${frame.lineNumber}`;
    functions.set(name, (functions.get(name) ?? 0) + time);
  }
  const shares = (of: Map<string, number>, most: number) =>
    Object.fromEntries(
      [...of]
        .sort(([, a], [, b]) => b - a)
        .slice(0, most)
        .map(([name, time]) => [name, rounded((time / busy) * 100)]),
    );
  return { areas: shares(areas, 40), functions: shares(functions, TOP_FUNCTIONS) };
}

function areaOf(name: string, url: string): string {
  if (name === '(garbage collector)') return 'garbage collection';
  if (url === '') return name === '(program)' ? 'native (sockets, system)' : 'native';
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  const parts = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (parts) return parts[1] ?? '';
  return /dist\/([^/]+\/[^/.]+)/.exec(url)?.[1] ?? 'other';
}

const shortUrl = (url: string): string =>
  url.replace(/^.*\/(?=node_modules\/|dist\/)/, '').replace(/^file:\/\//, '');
