import { beforeAll } from '@jest/globals';
import { consolePages } from '../support/console.js';
import { catalogueStories } from './catalogue.js';
import { doubleClickStories } from './double-clicks.js';
import { proposalStories } from './proposals.js';
import { fitsEverybody } from './fits-everybody.js';
import { hostileNameStories } from './hostile-names.js';
import { homeStories } from './home.js';
import { hostileTextStories } from './hostile-texts.js';
import { idleStories } from './access/idle.js';
import { apiKeyStories } from './keys-of-api.js';
import { priceModels } from './models.js';
import { roleStories } from './access/roles.js';
import { runningStories } from './running.js';
import { signInStories } from './access/sign-in.js';
import { singleSignOnStories } from './access/single-sign-on.js';
import { staffStories } from './access/staff.js';
import { usageStories } from './usage.js';
import { viewStories } from './views.js';
import { webhookStories } from './webhooks/stories.js';

/** Signing in, and the pages that are about no single account. */
const pages = consolePages();

beforeAll(() => priceModels(pages));

signInStories(pages);
singleSignOnStories(pages);
idleStories(pages);
usageStories(pages);
catalogueStories(pages);
proposalStories(pages);
viewStories(pages);
fitsEverybody(pages, [
  '/usage?by=model,feature',
  '/catalogue',
  '/catalogue/plans/solo',
  '/models',
  '/models/priced',
]);
staffStories(pages);
hostileTextStories(pages);
hostileNameStories(pages);
homeStories(pages);
roleStories(pages);
apiKeyStories(pages);
doubleClickStories(pages);
// Before those of jobs, which take the jobs of deliveries for themselves.
webhookStories(pages);
runningStories(pages);
fitsEverybody(pages, ['/']);
fitsEverybody(
  pages,
  ['/staff', '/staff-actions', '/me', '/projections', '/jobs', '/audit', '/api-keys'],
  pages.stepped,
);
