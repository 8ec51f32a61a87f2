import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Notes whatever a page complains of. */
export class Watch {
  private complaints: string[] = [];
  private expected: RegExp[] = [];

  /** Before the page goes anywhere. */
  static async over(page: Page): Promise<Watch> {
    const watch = new Watch();
    await page.exposeFunction('complainOfPolicy', (complaint: string) => watch.note(complaint));
    await page.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
      complainOfPolicy('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`);
    return watch;
  }

  /** Listens to a page to which nobody listens, and forgets what was said before. */
  begin(page: Page): void {
    this.complaints = [];
    this.expected = [];
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.note(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => this.note(`exception: ${error.message}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A stream that its page has left is no failure.
      if (reason !== 'net::ERR_ABORTED') this.note(`request: ${request.url()} ${reason}`);
    });
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

  private note(complaint: string): void {
    this.complaints.push(complaint);
  }
}
