import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A picture of the console. */
export interface Picture {
  /** Its file in docs/images, without `.webp`. */
  readonly name: string;
  readonly role: string;
  readonly path: (known: Known) => string;
  /** Selector of what it is taken of: it must be there. */
  readonly shows: string;
  readonly isDark?: boolean;
  readonly isPhone?: boolean;
  /** What is done before it is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** What the pictures show: the demo company. */
interface Known {
  /** An account with a lively history. */
  readonly account: string;
  person(role: string): { readonly email: string; readonly password: string };
}

interface Demo {
  readonly data: readonly {
    readonly email: string;
    readonly role: string;
    readonly password: string;
  }[];
}
interface Adjustments {
  readonly data: readonly { readonly account_id: string }[];
}

/** Asks the API who signs in, and of which account the pictures are. */
export async function askAs(origin: string, data: string): Promise<Known> {
  const key = readFileSync(join(data, 'api-key'), 'utf8').trim();
  const ask = async (path: string, method = 'GET'): Promise<unknown> => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': path };
    return (await fetch(`${origin}${path}`, { method, headers })).json();
  };
  const people = (await ask('/v1/demo-staff', 'POST')) as Demo;
  const adjustments = (await ask('/v1/adjustments?page[size]=1')) as Adjustments;
  const [last] = adjustments.data;
  if (!last) throw new Error('the demo company has no adjustment');
  return {
    account: last.account_id,
    person(role) {
      const found = people.data.find((each) => each.role === role);
      if (!found) throw new Error(`the demo has nobody who is ${role}`);
      return found;
    },
  };
}

const previewIssue = async (page: Page, credits: string): Promise<void> => {
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Credits/).fill(credits);
  await dialog.getByLabel('Reason').click();
  await page.getByRole('option', { name: 'Service outage' }).click();
  await dialog.getByLabel('Note for colleagues').fill('The outage of this morning');
  await dialog.getByLabel('Ticket (optional)').fill('T-4711');
  await dialog.getByRole('button', { name: 'Preview' }).click();
};

const issue = async (page: Page): Promise<void> => {
  await previewIssue(page, '120.5');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Issue 120\.5/ })
    .waitFor();
};

/** Asks for more than support may give: what the pictures after it show to a lead. */
const request = async (page: Page): Promise<void> => {
  await previewIssue(page, '800');
  await page.getByText('This needs approval').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Approval requested' }).waitFor();
};

const openRequest = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Issue 800 credits' }).click();
  await page.getByRole('button', { name: 'Approve' }).waitFor();
};

const LIST = { role: 'lead', path: () => '/accounts', shows: 'tbody a' };
const tab = (name: string, shows: string) => ({
  role: 'lead',
  path: ({ account }: Known) => `/accounts/${account}${name}`,
  shows,
});
const LOTS = tab('', 'tbody code');
const USAGE = { role: 'product', path: () => '/usage?by=model', shows: 'figure svg' };

/** Every picture of the documentation, in the order in which they are taken. */
export const PICTURES: readonly Picture[] = [
  { name: 'console-accounts', ...LIST },
  { name: 'console-accounts-dark', ...LIST, isDark: true },
  { name: 'console-account', ...LOTS },
  { name: 'console-account-dark', ...LOTS, isDark: true },
  { name: 'console-explain', ...tab('/explain', '[data-part=line]') },
  { name: 'console-timeline', ...tab('/timeline', '[data-event]') },
  { name: 'console-issue', ...LOTS, prepare: issue },
  { name: 'console-request', ...LOTS, role: 'support', prepare: request },
  { name: 'console-home', role: 'lead', path: () => '/', shows: 'tbody a' },
  {
    name: 'console-approval',
    role: 'lead',
    path: () => '/approvals',
    shows: 'tbody a',
    prepare: openRequest,
  },
  { name: 'console-catalogue', role: 'product', path: () => '/catalogue', shows: 'tbody a' },
  { name: 'console-projections', role: 'operator', path: () => '/projections', shows: 'tbody tr' },
  { name: 'console-usage', ...USAGE },
  { name: 'console-phone', ...LOTS, isPhone: true },
];
