import { startProgram } from '../children.js';
import type { LoadResult, LoadSpec } from './spec.js';

/** A load by number of requests ends when they are answered, within this time at the latest. */
const LONGEST_LOAD_MS = 20 * 60_000;

/** Runs one load in a process of its own and gives its result. */
export async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const argument = JSON.stringify(spec);
  const child = await startProgram('test/bench/load/main.ts', [argument], LONGEST_LOAD_MS);
  await child.stop();
  return child.hello as LoadResult;
}
