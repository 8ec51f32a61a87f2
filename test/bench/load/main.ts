import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.js';
import { Latencies } from './latencies.js';
import type { LoadResult, LoadSpec } from './spec.js';
import { turnsOf } from './turns.js';
import { uuid7 } from './uuid7.js';

// The load source, a process of its own. Its one argument is a LoadSpec as JSON; it sends a
// LoadResult to its parent.

const spec = JSON.parse(process.argv[2] ?? '{}') as LoadSpec;
const MAX_OPEN_LOOP_CONNECTIONS = 512;
const newKey = spec.keys === 'uuid7' ? uuid7 : randomUUID;
const takeTurn = turnsOf(spec, newKey);

const latencies = new Latencies();
let measuring = false;
let stopped = false;
let sent = 0;
let acknowledged = 0;
let acknowledgedInAll = 0;
let errors = 0;
let shed = 0;
let firstError: string | undefined;

async function request(connection: Connection, scheduledAt: number): Promise<void> {
  sent += 1;
  const counts = measuring;
  try {
    const written = await takeTurn(connection);
    acknowledgedInAll += written;
    if (!counts || stopped) return;
    acknowledged += written;
    latencies.add(performance.now() - scheduledAt);
  } catch (error) {
    errors += 1;
    firstError ??= String(error);
  }
}

async function caller(connection: Connection): Promise<void> {
  const most = spec.requests ?? Infinity;
  while (!stopped && sent < most && errors < 1_000) await request(connection, performance.now());
}

/** Requests start on schedule whatever the answers do; a stall is charged to all that it delays. */
async function openLoop(connections: Connection[], rate: number, untilMs: number): Promise<void> {
  const idle = [...connections];
  const pending = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let i = 0; ;) {
    const now = performance.now();
    if (now - startedAt >= untilMs) break;
    for (
      let due = startedAt + (i * 1_000) / rate;
      due <= now;
      due = startedAt + (i * 1_000) / rate
    ) {
      i += 1;
      const connection = idle.pop();
      if (!connection) {
        shed += 1;
        continue;
      }
      const done = request(connection, due).finally(() => {
        idle.push(connection);
        pending.delete(done);
      });
      pending.add(done);
    }
    await sleep(1);
  }
  stopped = true;
  await Promise.all(pending);
}

const count = spec.rate === 'closed' ? spec.connections : MAX_OPEN_LOOP_CONNECTIONS;
const connections = await Promise.all(
  Array.from({ length: count }, () => Connection.open('127.0.0.1', spec.port)),
);
let measuredFrom = performance.now();
let cpuFrom = process.cpuUsage();
setTimeout(() => {
  measuring = true;
  measuredFrom = performance.now();
  cpuFrom = process.cpuUsage();
}, spec.warmupSeconds * 1_000);
let seconds = 0;
let cpu = 0;
const endMeasuring = () => {
  stopped = true;
  seconds = (performance.now() - measuredFrom) / 1_000;
  const used = process.cpuUsage(cpuFrom);
  cpu = (used.user + used.system) / 1e6 / seconds;
};
const totalMs = (spec.warmupSeconds + spec.seconds) * 1_000;
if (spec.rate === 'closed') {
  const timer = setTimeout(endMeasuring, totalMs);
  await Promise.all(connections.map(caller));
  clearTimeout(timer);
  if (!stopped) endMeasuring();
} else {
  await openLoop(connections, spec.rate, totalMs);
  endMeasuring();
}
connections.forEach((connection) => connection.close());
const result: LoadResult = {
  per_s: Math.round(acknowledged / seconds),
  acknowledged,
  acknowledged_in_all: acknowledgedInAll,
  errors,
  ...(firstError && { first_error: firstError }),
  shed,
  load_cpu: Math.round(cpu * 100) / 100,
  ...latencies.summary(),
};
process.send?.(result, () => process.exit(0));
