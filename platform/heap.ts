import { setFlagsFromString } from 'node:v8';

/**
 * Limits heap growth between collections to twice the live size, where V8 by default allows four
 * times: a cache of 128 MB made a process of 1 GB. New objects always begin in the young heap: V8
 * would create some of each request in the old one, which kept the whole request until the next
 * major collection. Call before any work.
 */
export function keepHeapCompact(): void {
  setFlagsFromString('--heap-growing-percent=100');
  setFlagsFromString('--no-allocation-site-pretenuring');
}

/**
 * Allows heap growth to five times the live size: in a process with little live data and much
 * throughput, buffers count against the heap and would trigger a collection every second. Call
 * before any work.
 */
export const letHeapGrow = (): void => setFlagsFromString('--heap-growing-percent=400');
