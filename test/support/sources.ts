import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The root of the tree. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const FOLDERS = [
  'domain',
  'platform',
  'projections',
  'api',
  'worker',
  'migrations',
  'widget',
  'admin',
  'sandbox',
  'client',
  'tools',
  'test',
] as const;

/** What is installed, built or recorded. */
const NOT_SOURCES = new Set(['node_modules', 'dist', 'golden']);
/** Written by `npm run docs`. */
const GENERATED = join(ROOT, 'client/src/schema.ts');

/** One source file: its path from the root, with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript source and script of the tree. */
export function readSources(): Source[] {
  return FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder)))
    .filter((file) => /\.(tsx?|mts|mjs|js)$/.test(file) && file !== GENERATED)
    .map((file) => ({
      path: relative(ROOT, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !NOT_SOURCES.has(name))
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesIn(path) : [path];
      });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** What a file imports, however it does: packages by name, files by their path from the root. */
export function importsOf({ path, text }: Source): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) =>
    fileName.startsWith('.')
      ? normalize(join(dirname(path), fileName))
          .split(sep)
          .join('/')
      : fileName,
  );
}

/**
 * Imports that close a circle between folders: `file → import` for each that leads to a folder from
 * which a way of imports leads back. A folder and its own sub-folder are two folders.
 */
export function circularImports(files: readonly Source[]): string[] {
  const crossing = files.flatMap((source) => {
    const from = dirname(source.path);
    return importsOf(source)
      .map((name) => ({ from, to: dirname(name), text: `${source.path} → ${name}` }))
      .filter(({ to }) => to !== from);
  });
  const next = new Map<string, string[]>();
  for (const { from, to } of crossing) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = new Map([...next.keys()].map((folder) => [folder, reachedFrom(folder, next)]));
  return crossing
    .filter(({ from, to }) => reached.get(to)?.has(from) === true)
    .map(({ text }) => text);
}

function reachedFrom(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([start]);
  // A set goes on to what is added to it meanwhile.
  for (const folder of reached) for (const to of next.get(folder) ?? []) reached.add(to);
  return reached;
}

/** A route of a controller. */
export interface Route {
  /** Its file and the name of its method. */
  readonly where: string;
  /** Their names. */
  readonly decorators: readonly string[];
  /** What of the controller it uses: `commands.execute` for `this.commands.execute(…)`. */
  readonly uses: readonly string[];
}

const VERBS = new Set('Get Post Put Patch Delete Head Options All Sse Search'.split(' '));

/** Every method with a decorator that makes it a route. */
export function routesOf({ path, text }: Source): Route[] {
  const routes: Route[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isMethodDeclaration(node)) {
      const decorators = (ts.getDecorators(node) ?? []).map(nameOf);
      if (decorators.some((name) => VERBS.has(name))) {
        routes.push({ where: `${path} ${node.name.getText()}`, decorators, uses: usesOf(node) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
  return routes;
}

/** What a method uses of `this`; a method of its own class counts as what that uses. */
function usesOf(method: ts.MethodDeclaration): string[] {
  const uses: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind !== ts.SyntaxKind.ThisKeyword) return ts.forEachChild(node, visit);
    let used = node.parent;
    while (ts.isPropertyAccessExpression(used.parent)) used = used.parent;
    const name = used.getText().replace(/^this\.?/, '');
    const own = ts.isClassLike(method.parent)
      ? method.parent.members
          .filter(ts.isMethodDeclaration)
          .find((other) => other !== method && other.name.getText() === name)
      : undefined;
    uses.push(...(own ? usesOf(own) : [name]));
  };
  visit(method);
  return uses;
}

function nameOf({ expression }: ts.Decorator): string {
  return (ts.isCallExpression(expression) ? expression.expression : expression).getText();
}
