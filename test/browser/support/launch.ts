import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Most of what a story runs, it runs once: compiling it well takes longer than running it.
  '--js-flags=--no-opt --no-maglev',
];

/** Starts Chromium; `CHROMIUM_PATH` names another than the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await chromium.executablePath());
  return playwright.launch({ executablePath, args: FLAGS, headless: true });
}
