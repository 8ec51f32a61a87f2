import { consolePages } from '../support/console.js';
import { profileStories } from './account/profile.js';
import { actionFailureStories } from './action-failures.js';
import { actionStories } from './actions.js';
import { statusActionStories } from './status-actions.js';
import { adjustmentStories } from './adjustments.js';
import { exportStories } from './exports.js';
import { approvalStories } from './approvals.js';
import { keyboardStories } from './by-keyboard.js';
import { fitsEverybody } from './fits-everybody.js';

/** Money actions, and the pages on which they are looked over. */
const pages = consolePages();

actionStories(pages);
statusActionStories(pages);
actionFailureStories(pages);
keyboardStories(pages);
adjustmentStories(pages);
exportStories(pages);
profileStories(pages);
approvalStories(pages);
fitsEverybody(pages, ['/adjustments', '/approvals', '/payments']);
