import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readArguments, runTool } from '../lib/command.js';
import { EXIT } from '../lib/failure.js';
import { describedApi } from './api.js';
import { AUTHORIZATION, authorizationDoc } from './authorization.js';
import { CLIENT_TYPES, clientTypes } from './client.js';
import { OPERATIONS_GUIDE, operationsDoc } from './config.js';
import { eventDocs } from './events.js';
import { lintApi } from './lint.js';
import { mapDoc } from './map.js';

const HELP = `npm run docs [-- --check]

Writes docs/events/*.json (the shape each event is stored in), docs/map.md (what is where),
docs/authorization.md (who may call what), the table of variables in docs/operations.md and the types
of the client from the source.

  --check   write nothing; exit 1 and name the files that are stale, and what the recommended rules
            of redocly and spectral say of the OpenAPI document
`;

/** Generated files whose content on disk differs, by path from the root. */
function staleFiles(root: string, wanted: ReadonlyMap<string, string>): string[] {
  const changed = [...wanted].filter(([path, text]) => textOf(join(root, path)) !== text);
  const left = namesIn(join(root, 'docs/events'))
    .map((name) => `docs/events/${name}`)
    .filter((path) => !wanted.has(path));
  return [...changed.map(([path]) => path), ...left];
}

function write(root: string, path: string, text: string | undefined): void {
  const file = join(root, path);
  if (text === undefined) return rmSync(file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function textOf(file: string): string | undefined {
  return unlessAbsent(() => readFileSync(file, 'utf8'));
}

function namesIn(folder: string): string[] {
  return unlessAbsent(() => readdirSync(folder)) ?? [];
}

function unlessAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

await runTool(async () => {
  const { values } = readArguments(HELP, { check: { type: 'boolean' } });
  const root = process.cwd();
  const { document: api, routes } = await describedApi();
  const wanted = eventDocs(root)
    .set('docs/map.md', mapDoc(root))
    .set(OPERATIONS_GUIDE, operationsDoc(root))
    .set(AUTHORIZATION, authorizationDoc(routes))
    .set(CLIENT_TYPES, await clientTypes(api));
  const stale = staleFiles(root, wanted);
  if (values['check'] === true) {
    const complaints = [
      ...stale.map((path) => `stale: ${path} (npm run docs)`),
      ...(await lintApi(api)),
    ];
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    return complaints.length === 0 ? EXIT.ok : EXIT.refused;
  }
  for (const path of stale) write(root, path, wanted.get(path));
  process.stdout.write(`${wanted.size} files, ${stale.length} written\n`);
  return EXIT.ok;
});
