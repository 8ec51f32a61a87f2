import { Counter, type Registry } from 'prom-client';
import type { Connection } from './connection.js';

/** Adds a counter of resumed subscriptions to a Prometheus registry. */
export function countResumptions(
  registry: Registry,
  connection: Pick<Connection, 'resumptions'>,
): void {
  new Counter({
    name: 'scrip_subscription_resumptions_total',
    help: 'Subscriptions to the event store that broke off and were taken up again',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(connection.resumptions);
    },
  });
}
