import { z } from 'zod';
import { expectBody } from '../../../tools/lib/answer.js';
import { launchBrowser } from '../../browser/support/launch.js';
import type { BenchContext } from '../context.js';
import { rounded } from '../report.js';
import { debitMany } from './history.js';

const ACCOUNT = 710_001;
const VIEWPORT = { width: 1_440, height: 900 };
const DEMO_ROLE = 'lead';

const People = z.object({
  data: z.array(z.object({ email: z.string(), role: z.string(), password: z.string() })),
});

/** Events, and usage that is folded. */
const ROWS = '[data-event], [data-usage]';

/** Row "first rows of a timeline": from opening its address in the console, nothing cached. */
export async function timeline(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  await scrip.fund([ACCOUNT]);
  await debitMany(bench, scrip, ACCOUNT, options.longHistory);
  const answer = await scrip.client.call('POST', '/v1/demo-staff');
  const { data: people } = expectBody(answer, People, 'the people of the demo');
  const person = people.find(({ role }) => role === DEMO_ROLE);
  if (!person) throw new Error(`the demo has nobody who is ${DEMO_ROLE}`);
  const browser = await launchBrowser();
  const values: number[] = [];
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      // Each has a cache of its own: the console's files are read again.
      const context = await browser.newContext({ viewport: VIEWPORT });
      const page = await context.newPage();
      const origin = `http://localhost:${scrip.port}`;
      const signedIn = await context.request.post(`${origin}/v1/auth/login`, {
        headers: { origin, 'x-scrip-csrf': '1' },
        data: { email: person.email, password: person.password },
      });
      if (!signedIn.ok()) throw new Error(`signing in: ${await signedIn.text()}`);
      const startedAt = performance.now();
      await page.goto(`${origin}/console/accounts/${ACCOUNT}/timeline`);
      await page.locator(ROWS).first().waitFor();
      const ms = performance.now() - startedAt;
      const rows = await page.locator(ROWS).count();
      report.line('timeline', 'ours', round, { first_rows_ms: rounded(ms), rows });
      values.push(rounded(ms / 1_000));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  report.row({
    measure: `first rows of the timeline of ${options.longHistory} events, console not cached`,
    unit: 's',
    values,
    better: 'less',
    atLeast: 3,
    aim: 1.5,
    atLeastText: '3 s',
    aimText: '1.5 s',
  });
}
