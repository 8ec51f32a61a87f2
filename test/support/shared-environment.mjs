import { TestEnvironment } from 'jest-environment-node';

/** Where the runner of a spec file keeps its state on the global object. */
const RUNNER = new Set([
  'EVENT_HANDLERS',
  'JEST_STATE_SYMBOL',
  'RETRY_TIMES_SETTER',
  'TEST_TIMEOUT_SYMBOL',
]);

let kept;

/** One environment for all spec files that a worker runs, as they share modules. */
class KeptEnvironment extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.exit = this.global.process.exit;
  }

  /** What a spec file and its runner have left is gone; libraries keep their globals. */
  async teardown() {
    this.fakeTimersModern.dispose();
    this.global.process.exit = this.exit;
    for (const symbol of Object.getOwnPropertySymbols(this.global)) {
      if (RUNNER.has(symbol.description)) delete this.global[symbol];
    }
  }
}

/** Jest makes one for each spec file: it gets the same each time. */
export default function SharedEnvironment(...given) {
  return (kept ??= new KeptEnvironment(...given));
}
