import cliProgress from 'cli-progress';

/** Shows how far a tool has come, on standard error; standard output is for results. */
export interface Progress {
  /** `done` of `total`, in the unit given at the start; `note` says more in words. */
  update(done: number, note?: string): void;
  /** A line of text that does not disturb the bar. */
  say(message: string): void;
  stop(): void;
}

const PLAIN_EVERY_MS = 5_000;

/**
 * A bar on a terminal, otherwise a plain line every few seconds. Total 0: the total is unknown, so
 * only the note is shown.
 */
export function startProgress(label: string, total: number): Progress {
  return process.stderr.isTTY ? bar(label, total) : plain(label, total);
}

function bar(label: string, total: number): Progress {
  const single = new cliProgress.SingleBar({
    format: total > 0 ? `${label} {bar} {percentage} % {note}` : `${label} {note}`,
    stream: process.stderr,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: false,
    etaBuffer: 50,
  });
  single.start(Math.max(total, 1), 0, { note: '' });
  return {
    update: (done, note) =>
      single.update(Math.min(done, Math.max(total, 1)), note === undefined ? {} : { note }),
    say: (message) => process.stderr.write(`\r\x1b[K${message}\n`),
    stop: () => single.stop(),
  };
}

function plain(label: string, total: number): Progress {
  let lastAt = performance.now();
  return {
    update: (done, note = '') => {
      const now = performance.now();
      if (now - lastAt < PLAIN_EVERY_MS) return;
      lastAt = now;
      const share = total > 0 ? `${Math.floor((done / total) * 100)} % ` : '';
      process.stderr.write(`${label} ${share}${note}\n`);
    },
    say: (message) => process.stderr.write(`${message}\n`),
    stop: () => {},
  };
}
