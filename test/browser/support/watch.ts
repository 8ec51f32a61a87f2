import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Notes whatever a page complains of. */
export class Watch {
  private readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Before the page goes anywhere. */
  static async over(page: Page): Promise<Watch> {
    const watch = new Watch();
    const note = (complaint: string) => void watch.complaints.push(complaint);
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      note(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => note(`exception: ${error.message}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A stream that its page has left is no failure.
      if (reason !== 'net::ERR_ABORTED') note(`request: ${request.url()} ${reason}`);
    });
    await page.exposeFunction('complainOfPolicy', note);
    await page.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
      complainOfPolicy('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`);
    return watch;
  }

  /** What a story provokes on purpose is no complaint. */
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  demandSilence(): void {
    const unexpected = this.complaints.filter(
      (complaint) => !this.expected.some((pattern) => pattern.test(complaint)),
    );
    expect(unexpected).toEqual([]);
  }
}
