import { Worker } from 'node:worker_threads';
import type { Rebuilt } from '../../projections/rebuild.js';
import type { RebuildJob } from './start-rebuild.js';

/** A thread that was told to end has so long to do so. */
const END_LIMIT_MS = 1_000;

type Message = { readonly events: number } | { readonly rebuilt: Rebuilt };

/** Rebuilds in a thread beside this one, which dies with the process. */
export function rebuildAside({ projections, signal, onProgress }: RebuildJob): Promise<Rebuilt> {
  const thread = new Worker(new URL('./rebuild-thread.js', import.meta.url), {
    workerData: projections,
  });
  const end = () => {
    thread.postMessage('end');
    setTimeout(() => void thread.terminate(), END_LIMIT_MS).unref();
  };
  signal.addEventListener('abort', end, { once: true });
  return new Promise<Rebuilt>((resolve, reject) => {
    thread.on('message', (message: Message) => {
      if ('events' in message) onProgress(message.events);
      else resolve(message.rebuilt);
    });
    thread.on('error', reject);
    thread.on('exit', () => reject(new Error('the rebuild was ended')));
  }).finally(() => signal.removeEventListener('abort', end));
}
