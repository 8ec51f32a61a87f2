import { setFlagsFromString } from 'node:v8';

/**
 * Limits heap growth between collections to twice the live size, where V8 by default allows four
 * times: a cache of 128 MB made a process of 1 GB. Call before any work.
 */
export const keepHeapCompact = (): void => setFlagsFromString('--heap-growing-percent=100');

/**
 * Allows heap growth to five times the live size: in a process with little live data and much
 * throughput, buffers count against the heap and would trigger a collection every second. Call
 * before any work.
 */
export const letHeapGrow = (): void => setFlagsFromString('--heap-growing-percent=400');
