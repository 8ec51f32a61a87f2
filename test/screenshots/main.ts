import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../../sandbox/processes/ports.js';
import { launchBrowser } from '../browser/support/launch.js';
import { Launched } from '../support/product/launcher.js';
import { ROOT } from '../support/sources.js';
import { askAs, PICTURES, type Picture } from './pictures.js';

// `npm run screenshots`: starts the product from nothing, seeds the demo company, and writes the
// pictures of the console in docs/images.

const FOLDER = join(ROOT, 'docs/images');
const QUALITY = 80;
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 760 };

async function main(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'scrip-screenshots-'));
  const launched = Launched.run(data, await freePort());
  try {
    await launched.says('Scrip is ready', 180_000);
    await seed(data);
    const origin = `http://localhost:${launched.port}`;
    const browser = await launchBrowser();
    const known = await askAs(origin, data);
    for (const picture of PICTURES) await take(browser, origin, picture, known);
    await browser.close();
  } finally {
    launched.process.kill('SIGTERM');
    await launched.ended;
    rmSync(data, { recursive: true, force: true });
  }
}

async function seed(data: string): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/tools/seed.js')], {
    env: { ...process.env, SCRIP_DATA_DIR: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`npm run seed ended with ${code}`);
}

type Known = Awaited<ReturnType<typeof askAs>>;

async function take(browser: Browser, origin: string, picture: Picture, known: Known) {
  const { name, role, path, shows, isDark = false, isPhone = false, prepare } = picture;
  const context = await browser.newContext({
    viewport: isPhone ? PHONE : DESK,
    colorScheme: isDark ? 'dark' : 'light',
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    deviceScaleFactor: isPhone ? 2 : 1,
  });
  try {
    const page = await context.newPage();
    const { email, password } = known.person(role);
    await page.goto(`${origin}/console${path(known)}`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator(shows).first().waitFor();
    await prepare?.(page);
    await settled(page);
    await write(page, name);
  } finally {
    await context.close();
  }
}

/** Nothing is being read or drawn any more. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  const waiting = page.getByLabel(/^Loading/).first();
  await waiting.waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.evaluate(
    'new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 300)))',
  );
}

async function write(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  });
  const file = join(FOLDER, `${name}.webp`);
  writeFileSync(file, Buffer.from(data, 'base64'));
  process.stdout.write(`${name}.webp: ${Math.round(statSync(file).size / 1_024)} kB\n`);
}

await main();
