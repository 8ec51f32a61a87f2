import { dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  circularImports,
  importsOf,
  readSources,
  routesOf,
  type Source,
} from './support/sources.js';

const sources = readSources();
const under = (...folders: string[]) =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));

/** `file → import` for every import of these files that is not allowed. */
const offending = (files: readonly Source[], allowed: (name: string, file: string) => boolean) =>
  files.flatMap((source) =>
    importsOf(source)
      .filter((name) => !allowed(name, source.path))
      .map((name) => `${source.path} → ${name}`),
  );

const topOf = (name: string) => name.split('/', 1)[0] ?? '';
const LAYERS =
  'domain platform projections api worker migrations widget admin sandbox client tools test'.split(
    ' ',
  );
const isOurs = (name: string) => name.includes('/') && LAYERS.includes(topOf(name));
const within =
  (...folders: string[]) =>
  (name: string) =>
    !isOurs(name) || folders.includes(topOf(name));

describe('imports', () => {
  it('of the domain are zod and temporal-polyfill, nothing else', () => {
    const packages = new Set(['zod', 'temporal-polyfill']);
    const allowed = (name: string) => name.startsWith('domain/') || packages.has(name);
    expect(offending(under('domain'), allowed)).toEqual([]);
  });

  it('go from the api over the projections and the platform to the domain, never back', () => {
    expect(offending(under('platform'), within('domain', 'platform'))).toEqual([]);
    expect(
      offending(under('projections'), within('domain', 'platform', 'projections', 'migrations')),
    ).toEqual([]);
    expect(
      offending(under('migrations'), within('domain', 'platform', 'projections', 'migrations')),
    ).toEqual([]);
    expect(
      offending(under('api'), within('domain', 'platform', 'projections', 'migrations', 'api')),
    ).toEqual([]);
    const belowWorker = ['domain', 'platform', 'projections', 'migrations', 'api', 'worker'];
    expect(offending(under('worker'), within(...belowWorker))).toEqual([]);
  });

  it('of the sandbox are for nobody but the sandbox and the tests', () => {
    const others = under(
      'domain',
      'platform',
      'projections',
      'api',
      'worker',
      'migrations',
      'tools',
      'widget',
    );
    expect(offending(others, (name) => topOf(name) !== 'sandbox')).toEqual([]);
    expect(offending(under('sandbox'), within('sandbox', 'platform', 'tools', 'client'))).toEqual(
      [],
    );
  });

  it('of the client are openapi-fetch and its own files, and demo and tools use it here', () => {
    const allowed = (name: string) => name.startsWith('client/src/') || name === 'openapi-fetch';
    expect(offending(under('client/src'), allowed)).toEqual([]);
    const shown = (name: string) => name === '@scrip/client' || name.startsWith('node:');
    expect(offending(under('client/examples'), shown)).toEqual([]);
    const product = sources.filter(
      ({ path }) => !/^(client|test|sandbox\/demo|tools|admin)\//.test(path),
    );
    const isClient = (name: string) => topOf(name) === 'client' || name === '@scrip/client';
    expect(offending(product, (name) => !isClient(name))).toEqual([]);
  });

  it('of the widget are Lit, a parser and itself: it is sent to browsers, and runs beside nothing of ours', () => {
    const allowed = (name: string) => /^(widget\/|lit(\/|$)|eventsource-parser$)/.test(name);
    const sent = under('widget').filter(({ path }) => path.endsWith('.ts'));
    expect(offending(sent, allowed)).toEqual([]);
    const others = sources.filter(({ path }) => !/^(widget|test)\//.test(path));
    expect(offending(others, (name) => topOf(name) !== 'widget')).toEqual([]);
  });

  it('of the console are packages and its own files, and the types of the API', () => {
    const schema = 'client/src/schema.js';
    const allowed = (name: string) => !isOurs(name) || topOf(name) === 'admin' || name === schema;
    expect(offending(under('admin'), allowed)).toEqual([]);
    const loaded = /^import (?!type ).*client\/src\/schema/m;
    expect(under('admin').filter(({ text }) => loaded.test(text))).toEqual([]);
    const others = sources.filter(({ path }) => !/^(admin|test)\//.test(path));
    expect(offending(others, (name) => topOf(name) !== 'admin')).toEqual([]);
  });

  it('of tests are for nobody else', () => {
    const product = sources.filter(({ path }) => !path.startsWith('test/'));
    expect(offending(product, (name) => !name.startsWith('test/'))).toEqual([]);
  });

  it('reach EventStoreDB through platform/event-store alone', () => {
    const speaks =
      /^(platform\/event-store|test\/(contract|bench|sandbox|platform\/event-store))\//;
    // The sandbox's node is the other side: it takes the messages of the protocol, not the client.
    const isOfProtocol = (name: string, file: string) =>
      file.startsWith('sandbox/eventstore/') && name.startsWith('@eventstore/db-client/generated/');
    const allowed = (name: string, file: string) =>
      !name.startsWith('@eventstore/') || speaks.test(file) || isOfProtocol(name, file);
    expect(offending(sources, allowed)).toEqual([]);
  });

  it('end in .js, as Node resolves them', () => {
    const resolved = (name: string) => !isOurs(name) || /\.(js|mjs|json)$/.test(name);
    expect(offending(sources, resolved)).toEqual([]);
  });
});

describe('folders', () => {
  const MAX_FILES = 25;

  it('hold at most 25 files', () => {
    const files = new Map<string, number>();
    for (const { path } of sources) files.set(dirname(path), (files.get(dirname(path)) ?? 0) + 1);
    expect(files.size).toBeGreaterThan(100);
    // Migrations only ever become more.
    files.delete('migrations');
    expect([...files].filter(([, count]) => count > MAX_FILES)).toEqual([]);
  });

  it('of sources import one another in no circle', () => {
    const product = sources.filter(({ path }) => !path.startsWith('test/'));
    expect(circularImports(product)).toEqual([]);
  });

  it('in a circle would be noticed here', () => {
    const files = [
      { path: 'a/main.ts', text: "import './b/one.js'; import 'node:fs'" },
      { path: 'a/b/one.ts', text: "export { c } from '../../c/two.js'" },
      { path: 'c/two.ts', text: "import type { D } from '../d/three.js'" },
      { path: 'd/three.ts', text: "const late = () => import('../a/b/four.js')" },
    ];
    expect(circularImports(files)).toEqual([
      'a/b/one.ts → c/two.js',
      'c/two.ts → d/three.js',
      'd/three.ts → a/b/four.js',
    ]);
    expect(circularImports([{ path: 'a/one.ts', text: "import './two.js'" }])).toEqual([]);
  });
});

describe('routes', () => {
  it('name the permission they need, once', () => {
    const routes = under('api').flatMap(routesOf);
    const open = routes.filter(
      ({ decorators }) =>
        decorators.filter((name) => /^(Allow(Person|SignIn)?|Public)$/.test(name)).length !== 1,
    );
    expect(open.map(({ where }) => where)).toEqual([]);
  });

  it('without a permission would be noticed here', () => {
    const text = "class A { @Get() one() {} @Post('b') @Allow('usage:read') two() {} }";
    expect(routesOf({ path: 'a.ts', text })).toEqual([
      { where: 'a.ts one', decorators: ['Get'], uses: [] },
      { where: 'a.ts two', decorators: ['Post', 'Allow'], uses: [] },
    ]);
  });

  /** Questions that need a body: they write nothing. */
  const QUESTIONS = [
    'api/account-status/account-status.controller.ts previewed',
    'api/approvals/grants.controller.ts preview',
    'api/debits/debits.controller.ts previewAdjustment',
    'api/debits/debits.controller.ts previewRefund',
    'api/gate/gate.controller.ts pass',
    'api/holds/holds.controller.ts previewRelease',
    'api/payments/not-granted/finding-refunds.controller.ts preview',
    'api/payments/refunds/payment-refunds.controller.ts preview',
    'api/payments/stripe-events/stripe-events.controller.ts previewReplay',
    'api/payments/subscription.controller.ts preview',
    'api/plans/plan-changes.controller.ts preview',
    'api/proposals/proposals.controller.ts preview',
    'api/quotes/quotes.controller.ts quote',
  ];

  it('that write send one command over the bus, and do nothing else', () => {
    const writing = under('api')
      .flatMap(routesOf)
      .filter(({ decorators }) =>
        decorators.some((name) => /^(Post|Put|Patch|Delete)$/.test(name)),
      );
    expect(writing.length).toBeGreaterThan(20);
    const others = writing.filter(({ uses }) => uses.join() !== 'commands.execute');
    expect(others.map(({ where }) => where).sort()).toEqual(QUESTIONS);
  });

  it('that write past the bus would be noticed here', () => {
    const text = `class A {
      @Post() async one() { return f(await this.send(new B())); }
      @Put() two() { return this.store.execute(this.id); }
      private send(b: B) { return this.commands.execute(b); }
    }`;
    expect(routesOf({ path: 'a.ts', text }).map(({ uses }) => uses)).toEqual([
      ['commands.execute'],
      ['store.execute', 'id'],
    ]);
  });
});

describe('the house', () => {
  const matching = (files: readonly Source[], pattern: RegExp) =>
    files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  it('gives every advisory lock a number of its own', () => {
    const numbers = sources
      .filter(({ path }) => !path.startsWith('test/'))
      .flatMap(({ text }) => text.match(/\b7_274_\d{3}\b/g) ?? []);
    expect(numbers.length).toBeGreaterThan(3);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('reads the environment in platform/config/config.ts alone', () => {
    const product = under('domain', 'platform', 'projections', 'api', 'worker', 'migrations');
    const readers = matching(
      product,
      /process\s*(\?\.|\.)\s*env\b|process\[['"]env|\{\s*env\s*\}\s*=\s*process/,
    );
    expect(readers.filter((path) => path !== 'platform/config/config.ts')).toEqual([]);
  });

  it('limits waiting and spaces tries by platform/patience alone', () => {
    const others = /^(widget|client|test|platform\/patience|sandbox\/launch\/product)\b/;
    const files = sources.filter(({ path }) => !others.test(path));
    expect(matching(files, /\bPromise\.race\(|\bMath\.random\(\) \/ 2\b/)).toEqual([]);
  });

  it('has no focused and no skipped tests', () => {
    const left =
      /\b(describe|it|test)\s*\.\s*(only|skip|todo|failing)\b|\b(fdescribe|fit|xdescribe|xit|xtest)\s*\(/;
    const specs = sources.filter(
      ({ path }) => path.endsWith('.spec.ts') && path !== 'test/tidy.spec.ts',
    );
    expect(matching(specs, left)).toEqual([]);
  });

  it('documents exported functions, classes and types, but for controllers and handlers', () => {
    const exported =
      /^export (?:declare |abstract |async )*(function\*?|class|const|interface|type) (\w+)/;
    const ours = sources.filter(
      ({ path }) => !path.startsWith('test/') && path !== 'client/src/schema.ts',
    );
    const unsaid = ours.flatMap(({ path, text }) => {
      const lines = text.split('\n');
      const said = new Set<string>();
      return lines.flatMap((line, i) => {
        const [, kind, name] = exported.exec(line) ?? [];
        if (name === undefined || /(Controller|Handler)$/.test(name)) return [];
        let above = i - 1;
        while (/^(@|\)|\}\)|  )/.test(lines[above] ?? '')) above -= 1;
        // A schema and its type have one name; a function may have several signatures.
        if (/\*\/$/.test(lines[above] ?? '')) said.add(name);
        const isValue = kind === 'const' && !line.includes('=>');
        return isValue || said.has(name) ? [] : [`${path}: ${name}`];
      });
    });
    expect(unsaid).toEqual([]);
  });

  it('has no file longer than 300 lines', () => {
    const long = sources
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('casts nothing to any', () => {
    expect(matching(sources, /\bas any(?=[;,)\].]|$)/m)).toEqual([]);
  });

  it('leaves nothing to be done', () => {
    const others = sources.filter(({ path }) => path !== 'test/tidy.spec.ts');
    expect(matching(others, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  it('silences no rule without saying why', () => {
    const silent = /eslint-disable(?!.*--)|@ts-(ignore|nocheck|expect-error)\s*$/m;
    expect(matching(sources, silent)).toEqual([]);
  });
});
