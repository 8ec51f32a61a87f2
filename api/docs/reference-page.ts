/** The API reference: a page that loads `/openapi.json`, and can try every route. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { EXAMPLE_KEY } from '../http/idempotency.js';

/** The page loads only what this server serves. */
export const REFERENCE_POLICY =
  "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;" +
  "connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'";

/** The page itself. */
export const REFERENCE_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API reference · Scrip</title>
    <link rel="stylesheet" href="/docs/api/swagger-ui.css">
    <link rel="stylesheet" href="/docs/api/reference.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <header><a href="/docs">Scrip <span>Docs</span></a></header>
    <div id="swagger-ui"></div>
    <script src="/docs/api/swagger-ui-bundle.js"></script>
    <script src="/docs/api/start.js"></script>
  </body>
</html>
`;

const START = `const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', dress);
dress();
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  tryItOutEnabled: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  displayRequestDuration: true,
  validatorUrl: null,
  // Whoever leaves the key of the example as it is means a new command each time.
  requestInterceptor: (request) => {
    if (request.headers['Idempotency-Key'] === '${EXAMPLE_KEY}') {
      const random = Math.random().toString(36).slice(2);
      request.headers['Idempotency-Key'] = 'docs-' + Date.now() + '-' + random;
    }
    return request;
  },
});
`;

const STYLE = `body { margin: 0; }
body > header { padding: 0.9rem 1.5rem; border-block-end: 1px solid #e2e6eb; font: 700 1.0625rem/1.6 system-ui, sans-serif; }
body > header a { color: #1d2330; text-decoration: none; }
body > header span { color: #5b6474; font-weight: 400; }
html.dark-mode, html.dark-mode body { background: #1c2022; color-scheme: dark; }
@media (max-width: 40rem) { .swagger-ui .opblock .opblock-summary .opblock-summary-operation-id { display: none; } }
html.dark-mode body > header { border-color: #2b313b; }
html.dark-mode body > header a { color: #e4e7ec; }
html.dark-mode body > header span { color: #9fa8b7; }
`;

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** The folder of swagger-ui. */
export const SWAGGER_FOLDER = dirname(
  createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
);
/** The files of swagger-ui that the page loads. */
export const SWAGGER_FILES: ReadonlySet<string> = new Set([
  'swagger-ui.css',
  'swagger-ui-bundle.js',
]);

/** The other files that the page loads, by name. */
export const OWN_REFERENCE_FILES = new Map([
  ['reference.css', { type: CSS, text: STYLE }],
  ['start.js', { type: SCRIPT, text: START }],
]);
