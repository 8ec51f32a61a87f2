import { scopeFor, verdictFor, type GuardedRoute } from '../../api/auth/route-table.js';
import { ROLES } from '../../api/auth/roles.js';

/** Where the authorization matrix is kept, from the root. */
export const AUTHORIZATION = 'docs/authorization.md';

const MARKS = { allowed: 'yes', 'step-up': 'step-up', denied: '–' } as const;

const HEAD = `# Who may call what

Written by \`npm run docs\` from the routes themselves; a test holds it to what the API answers.

- **Anybody** calls the routes of signing in, from a page of the same origin. Everything else needs
  credentials (401).
- **API keys** need the scope that is named; \`usage:write\` includes \`holds:release\`, \`ops:write\`
  includes \`ops:read\`. **Widget tokens** need theirs, for their own account.
- **People** need a role: \`yes\`, \`step-up\` (a code again, within five minutes) or \`–\` (403, which
  names the permission). Which person is signed in does not matter to a route, but that nobody
  changes their own role or limit. Somebody who is not active, or whose session has ended, is
  nobody (401).

What stands behind an id that does not exist is 404 to whoever may call the route, and 403 to
others: nobody learns of an account that they may not see.

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
