import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { Connection, debitRequest } from './connection.js';
import { Latencies } from './latencies.js';
import type { StreamsResult, StreamsSpec } from './streams-spec.js';

// Clients that follow balances while debits are made, a process of its own. Its one argument is a
// StreamsSpec as JSON; it sends 'open' to its parent once all streams are open, debits when it
// hears 'go', and sends a StreamsResult in the end.

const spec = JSON.parse(process.argv[2] ?? '{}') as StreamsSpec;
const DEBITING_CONNECTIONS = 32;
const SETTLE_LIMIT_MS = 10_000;
const OPENED_AT_ONCE = 50;

/** Debits of an account that were acknowledged and not seen yet, oldest first. */
interface Pending {
  readonly position: string;
  readonly sinceMs: number;
}
const pending = new Map<number, Pending[]>();
const seen = new Map<number, string>();
const latencies = new Latencies();
let events = 0;
let cut = 0;
let debits = 0;

function follow(account: number): Promise<void> {
  const headers = { authorization: `Bearer ${spec.apiKey}` };
  const path = `/v1/accounts/${account}/balance/stream`;
  return new Promise((resolve, reject) => {
    const request = http.get({ port: spec.port, path, headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`HTTP ${answer.statusCode}`));
      const parser = createParser({ onEvent: ({ id }) => take(account, id) });
      answer.setEncoding('latin1').on('data', (chunk: string) => parser.feed(chunk));
      answer.once('close', () => (cut += 1));
      resolve();
    });
    request.once('error', reject);
  });
}

function take(account: number, position: string | undefined): void {
  if (position === undefined) return;
  events += 1;
  seen.set(account, position);
  settle(account, performance.now());
}

/** A debit is seen with the first balance that is at its position, or beyond it. */
function settle(account: number, nowMs: number): void {
  const waiting = pending.get(account) ?? [];
  const position = seen.get(account) ?? '';
  while (waiting[0] && waiting[0].position <= position) {
    latencies.add(Math.max(0, nowMs - waiting[0].sinceMs));
    waiting.shift();
  }
}

async function debit(connection: Connection, account: number): Promise<void> {
  const reply = await connection.send(debitRequest(spec.apiKey, account));
  const position = /"position":"(\d{20})"/.exec(reply.body)?.[1];
  if (position === undefined) throw new Error(`HTTP ${reply.status} ${reply.body}`);
  debits += 1;
  const waiting = pending.get(account) ?? [];
  waiting.push({ position, sinceMs: performance.now() });
  pending.set(account, waiting);
  // The event may have been quicker than the answer.
  settle(account, performance.now());
}

async function debitAll(): Promise<void> {
  const idle = await Promise.all(
    Array.from({ length: DEBITING_CONNECTIONS }, () => Connection.open('127.0.0.1', spec.port)),
  );
  const connections = [...idle];
  const underWay = new Set<Promise<void>>();
  const beganMs = performance.now();
  const due = () => ((performance.now() - beganMs) * spec.debitsPerSecond) / 1_000;
  for (let sent = 0; performance.now() - beganMs < spec.seconds * 1_000;) {
    const connection = sent < due() ? idle.pop() : undefined;
    if (!connection) {
      await sleep(1);
      continue;
    }
    sent += 1;
    const account = spec.firstAccount + Math.floor(Math.random() * spec.streams);
    const done = debit(connection, account).finally(() => {
      idle.push(connection);
      underWay.delete(done);
    });
    underWay.add(done);
  }
  await Promise.all(underWay);
  connections.forEach((connection) => connection.close());
}

const unseen = () => [...pending.values()].reduce((sum, waiting) => sum + waiting.length, 0);

for (let opened = 0; opened < spec.streams; opened += OPENED_AT_ONCE) {
  const some = Math.min(OPENED_AT_ONCE, spec.streams - opened);
  await Promise.all(Array.from({ length: some }, (_, i) => follow(spec.firstAccount + opened + i)));
}
process.send?.('open');
process.once('message', () => {
  void debitAll().then(async () => {
    const deadlineMs = performance.now() + SETTLE_LIMIT_MS;
    while (unseen() > 0 && performance.now() < deadlineMs) await sleep(10);
    const result: StreamsResult = {
      debits,
      debits_per_s: Math.round(debits / spec.seconds),
      events,
      cut,
      unseen: unseen(),
      ...latencies.summary(),
    };
    process.send?.(result, () => process.exit(0));
  });
});
