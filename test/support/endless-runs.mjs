import { readFileSync } from 'node:fs';

const LIMIT_MS = 40 * 60_000;
const LOOK_MS = 30_000;
const EXIT_LIMIT_MS = 120_000;

/**
 * Ends a run that would not end. Limits of tests do not help where a file's process is blocked, or
 * hangs before its first test or after its last: says which it is.
 */
export default class EndlessRuns {
  files = new Map();

  onRunStart() {
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  onTestFileStart({ path }) {
    this.files.set(path, { startedMs: Date.now(), last: 'before its first test' });
  }

  onTestCaseStart({ path }, { fullName }) {
    this.note(path, `in "${fullName}"`);
  }

  onTestCaseResult({ path }, { fullName }) {
    this.note(path, `after "${fullName}"`);
  }

  onTestFileResult({ path }) {
    this.files.delete(path);
  }

  onRunComplete(_contexts, { success }) {
    clearInterval(this.timer);
    // What a spec file has left behind keeps Jest's pipes open, and Jest waits for their end.
    setTimeout(() => {
      process.stderr.write('Jest does not end: something that a spec file started still runs\n');
      process.exit(success ? 0 : 1);
    }, EXIT_LIMIT_MS).unref();
  }

  note(path, last) {
    const file = this.files.get(path);
    if (file) file.last = last;
  }

  look() {
    const stuck = [...this.files].filter(([, file]) => Date.now() - file.startedMs > LIMIT_MS);
    if (stuck.length === 0) return;
    for (const [path, { last }] of stuck) {
      process.stderr.write(`${path} has not ended within ${LIMIT_MS / 60_000} minutes: ${last}\n`);
    }
    killWorkers();
    process.exit(1);
  }
}

/** What is blocked does not notice that its parent has gone. Does nothing where there is no /proc. */
function killWorkers() {
  const { pid } = process;
  for (const id of read(`/proc/${pid}/task/${pid}/children`).trim().split(' ')) {
    const isWorker = read(`/proc/${id}/cmdline`).includes('jest-worker');
    if (isWorker) process.kill(Number(id), 'SIGKILL');
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
