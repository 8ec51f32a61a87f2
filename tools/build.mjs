// Compiles the sources to dist, the widget to dist/widget and the console to dist/admin. `--if-stale` leaves a dist alone that
// was made of these very sources: `npm start` asks so each time, and what `npm ci` has built is not
// built again.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDERS = [
  'api',
  'client',
  'domain',
  'migrations',
  'platform',
  'projections',
  'sandbox',
  'tools',
  'worker',
];
const SETTINGS = ['nest-cli.json', 'package-lock.json', 'tsconfig.build.json', 'tsconfig.json'];
/** What is built by itself: from which files, and where it is noted what it was built from. */
const SERVER = {
  name: 'Scrip',
  stamp: join(ROOT, 'dist/.built-from'),
  files: () => [...SETTINGS, ...FOLDERS.flatMap((folder) => sourcesIn(folder)).sort()],
  build: compile,
};
const WIDGET = {
  name: 'the widget',
  stamp: join(ROOT, 'dist/widget/.built-from'),
  files: () => ['package-lock.json', ...sourcesIn('widget').sort()],
  build: () => viteBuild('widget/vite.config.mjs', 'dist/widget'),
};
const DEMO = {
  name: 'the demo',
  stamp: join(ROOT, 'dist/demo/.built-from'),
  files: () => ['package-lock.json', ...pageSources()],
  build: () => viteBuild('sandbox/demo/page/vite.config.mjs', 'dist/demo'),
};
/** The console: its own sources, and the types of the API, which leave nothing behind. */
const CONSOLE = {
  name: 'the console',
  stamp: join(ROOT, 'dist/admin/.built-from'),
  files: () => ['package-lock.json', ...sourcesIn('admin').sort()],
  build: () => viteBuild('admin/vite.config.mjs', 'dist/admin'),
};
const LOCK = join(ROOT, 'node_modules/.cache/scrip-build.lock');

/** Builds unless dist was made of the sources as they are. Throws when they do not compile. */
export const ensureBuilt = () => ensure(SERVER, WIDGET, DEMO, CONSOLE);

/** The same for the widget alone. */
export const ensureWidgetBuilt = () => ensure(WIDGET);

/** The same for what the demo's page needs. */
export const ensureDemoBuilt = () => ensure(WIDGET, DEMO);

/** The same for the console alone. */
export const ensureConsoleBuilt = () => ensure(CONSOLE);

async function ensure(...parts) {
  if (!parts.some(isStale)) return;
  await locked(async () => {
    for (const part of parts.filter(isStale)) {
      process.stderr.write(`Building ${part.name} …\n`);
      await build(part);
    }
  });
}

async function build(part) {
  const hash = hashOf(part);
  rmSync(part.stamp, { force: true });
  await part.build();
  writeFileSync(part.stamp, hash);
}

async function compile() {
  const nest = join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js');
  const status = await run(process.execPath, [nest, 'build']);
  if (status !== 0) throw new Error('Scrip could not be built; the reasons are above.');
}

/** Bundles for browsers, and compresses what came out of it: the servers send `x.js.br` as it is. */
async function viteBuild(config, folder) {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const status = await run(process.execPath, [vite, 'build', '--config', join(ROOT, config)]);
  if (status !== 0) throw new Error(`${config} could not be built; the reasons are above.`);
  compress(join(ROOT, folder));
}

function compress(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true });
  for (const { name, parentPath } of files.filter(({ name }) => /\.(js|css|svg)$/.test(name))) {
    const path = join(parentPath, name);
    const content = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(content));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    // Also where a test asks for it: in its mode, the widget would be built for developers of Lit.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
    const end = (signal) => {
      child.kill(signal);
      process.exit(1);
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    child.once('error', reject).once('exit', (code) => {
      process.off('SIGTERM', end).off('SIGINT', end);
      resolve(code);
    });
  });
}

function isStale(part) {
  try {
    return readFileSync(part.stamp, 'utf8') !== hashOf(part);
  } catch {
    return true;
  }
}

/** By content: a fresh clone or another branch changes times, not necessarily sources. */
function hashOf({ files }) {
  const hash = createHash('sha256');
  for (const file of files()) {
    const content = readFileSync(join(ROOT, file));
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** What others write below the sources: `npm run client` builds into client/dist. */
const WRITTEN = new Set(['dist', 'node_modules']);

/** Paths of the sources in a folder, from the root. */
export const sourcesIn = (folder, root = ROOT) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return WRITTEN.has(entry.name) ? [] : sourcesIn(path, root);
    return entry.isFile() && /\.(tsx?|mjs|json|css|html)$/.test(entry.name) ? [path] : [];
  });

/** The page, and what it shares with the demo's backend. */
const pageSources = () => ['sandbox/demo/shared/wire.ts', ...sourcesIn('sandbox/demo/page').sort()];

/** One build at a time; the lock of a killed one is taken over. */
async function locked(work) {
  mkdirSync(dirname(LOCK), { recursive: true });
  while (!takeLock()) await sleep(100);
  try {
    await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function takeLock() {
  try {
    const file = openSync(LOCK, 'wx');
    writeFileSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(Number(readFileSync(LOCK, 'utf8')))) rmSync(LOCK, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 ? process.kill(pid, 0) : true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = async () => {
    await build(SERVER);
    await build(WIDGET);
    await build(DEMO);
    await build(CONSOLE);
  };
  const work = process.argv.includes('--if-stale') ? ensureBuilt : () => locked(all);
  await work().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
