import { scopeFor, verdictFor, type GuardedRoute } from '../../api/auth/route-table.js';
import { ROLES } from '../../api/auth/roles.js';

/** Where the authorization matrix is kept, from the root. */
export const AUTHORIZATION = 'docs/authorization.md';

const MARKS = { allowed: 'yes', 'step-up': 'step-up', request: 'request', denied: '–' } as const;

const HEAD = `# Who may call what

\`npm run docs\` writes this page from the routes; a test compares it with the API's answers.

- **Anybody** may call the routes of signing in, from a page of the same origin. All other routes need
  credentials (401 without).
- **API keys** need the scope in the table; \`usage:write\` includes \`holds:release\`, \`ops:write\`
  includes \`ops:read\`. **Widget tokens** need the scope in their column, and work for their own
  account only.
- **People** need a role with \`yes\`, or with \`step-up\` (a code entered again within the last five
  minutes). With \`request\`, what they send is checked and then refused with 403
  \`limit_exceeded\`, which names who can approve it; so is what is beyond a limit. \`–\` is refused with 403, which names the permission. All people of a role may do the
  same, except that people cannot change their own role or limit. A person who is not active, or whose
  session has ended, gets 401.

An id that does not exist is 404 for callers who may call the route. Other callers get 403 whether it
exists or not, so that they learn nothing about accounts that they may not see.

<!-- prettier-ignore-start -->

`;

/** The authorization matrix as Markdown. */
export function authorizationDoc(routes: readonly GuardedRoute[]): string {
  const columns = ['route', 'API key', 'widget', ...ROLES];
  const rows = routes.map((route) => [
    `\`${route.method} ${route.path.replaceAll(/:([a-z_]+)/g, '{$1}')}\``,
    keyCell(route),
    route.widget === undefined ? '–' : `\`${route.widget}\``,
    ...ROLES.map((role) => MARKS[verdictFor(route, role)]),
  ]);
  const table = [columns, columns.map(() => '---'), ...rows];
  const lines = table.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
  return `${HEAD}${lines}\n<!-- prettier-ignore-end -->\n`;
}

function keyCell(route: GuardedRoute): string {
  if (route.access === 'public' || route.access === 'sign-in') return 'anybody';
  const scope = scopeFor(route);
  return scope === undefined ? '–' : `\`${scope}\``;
}
