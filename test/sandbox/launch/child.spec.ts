import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, type ChildSpec } from '../../../sandbox/launch/child.js';
import { Output } from '../../../sandbox/launch/output.js';
import { Product } from '../../../sandbox/launch/product.js';
import { Watchdog } from '../../../sandbox/processes/watchdog.js';

class Heard extends Output {
  readonly lines: string[] = [];
  override say(text: string): void {
    this.lines.push(text);
  }
}

describe('a supervised process', () => {
  let folder: string;
  let watchdog: Watchdog;
  let output: Heard;
  const children: Child[] = [];

  /** A program that notes its start, runs `body`, and notes the signal that ends it. */
  const spec = (name: string, body: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
    name,
    needs: [],
    kind: 'server',
    endSignal: 'SIGTERM',
    patienceMs: 1_000,
    isUp: async () => (await starts(name)) > 0,
    ...more,
    prepare: () =>
      Promise.resolve({
        file: process.execPath,
        args: [
          '-e',
          `const { appendFileSync } = require('node:fs');
           const note = (text) => appendFileSync(${JSON.stringify(join(folder, 'notes'))}, text + '\\n');
           note('start ${name} ' + process.pid);
           process.on('SIGTERM', () => { note('end ${name}'); process.exit(0); });
           ${body}`,
        ],
        env: {},
        leashed: false,
      }),
  });
  const child = (from: ChildSpec) => {
    const made = new Child(from, output, watchdog);
    children.push(made);
    return made;
  };
  const notes = async () =>
    (await readFile(join(folder, 'notes'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const starts = async (name: string) =>
    (await notes()).filter((line) => line.startsWith(`start ${name} `)).length;
  const until = async (met: () => Promise<boolean>, limitMs: number) => {
    const deadline = Date.now() + limitMs;
    while (!(await met())) {
      if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms`);
      await sleep(20);
    }
  };
  const forever = 'setInterval(() => {}, 1000);';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-child-'));
    await chmod(folder, 0o755);
    watchdog = new Watchdog();
    output = new Heard();
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((each) => each.stop()));
    watchdog.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('comes back when it is killed', async () => {
    const server = child(spec('server', forever));
    await server.start();
    process.kill(server.pid ?? 0, 'SIGKILL');
    await until(async () => (await starts('server')) === 2, 3_000);
    expect(output.lines).toEqual(['server was ended by SIGKILL; starting it again in 100 ms']);
  });

  it('is given longer and longer pauses when it keeps ending, and given up at the first start', async () => {
    const server = child(
      spec('server', 'process.exit(7);', { isUp: () => Promise.resolve(false) }),
    );
    await expect(server.start()).rejects.toThrow('server does not start: ended with 7');
    expect(await starts('server')).toBe(5);
    expect(output.lines.map((line) => line.match(/\d+ ms/)?.[0])).toEqual([
      '100 ms',
      '200 ms',
      '400 ms',
      '800 ms',
    ]);
  });

  it('is not started again for settings that somebody has to change', async () => {
    const server = child(
      spec('server', 'process.exit(78);', { isUp: () => Promise.resolve(false) }),
    );
    await expect(server.start()).rejects.toThrow('for the reason it has given');
    expect(await starts('server')).toBe(1);
    expect(output.lines).toEqual([]);
  });

  it('is not started again for such settings though it has been up, and says that it is lost', async () => {
    const server = child(spec('server', 'setTimeout(() => process.exit(78), 150);'));
    const product = new Product([child(spec('other', forever)), server]);
    await product.start();
    expect(await product.lost).toMatchObject({ name: 'ChildRefused', exitCode: 78 });
    expect(await starts('server')).toBe(1);
    expect(output.lines).toEqual([]);
  });

  it('is started again when a server refuses it for now, unless it has not been up yet', async () => {
    const server = child(spec('server', 'setTimeout(() => process.exit(75), 100);'));
    await server.start();
    await until(async () => (await starts('server')) >= 2, 10_000);
    const first = child(spec('first', 'process.exit(75);', { isUp: () => Promise.resolve(false) }));
    await expect(first.start()).rejects.toMatchObject({ exitCode: 75 });
    expect(await starts('first')).toBe(1);
  });

  it('is never given up once it has been up', async () => {
    const server = child(spec('server', 'setTimeout(() => process.exit(1), 150);'));
    await server.start();
    await until(async () => (await starts('server')) >= 4, 10_000);
  });

  it('stays ended once it was told to, though it was waiting to be started again', async () => {
    const server = child(spec('server', 'setTimeout(() => process.exit(1), 100);'));
    await server.start();
    await until(async () => output.lines.length > 0, 3_000);
    await server.stop();
    const before = await starts('server');
    await sleep(400);
    expect(await starts('server')).toBe(before);
  });

  it('is ended by force when it does not listen', async () => {
    const deaf = "process.removeAllListeners('SIGTERM'); process.on('SIGTERM', () => {});";
    const server = child(spec('deaf', `${deaf} ${forever}`, { patienceMs: 300 }));
    await server.start();
    await sleep(200);
    const { pid = 0 } = server;
    const began = Date.now();
    await server.stop();
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it('starts when what it needs is up, and ends before it', async () => {
    const task = spec('task', "setTimeout(() => { note('done task'); process.exit(0); }, 200);");
    const product = new Product([
      child(spec('base', forever)),
      child({ ...task, kind: 'task', needs: ['base'] }),
      child(spec('top', forever, { needs: ['base', 'task'] })),
    ]);
    await product.start();
    await product.stop();
    const order = (await notes()).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(order).toEqual([
      'start base',
      'start task',
      'done task',
      'start top',
      'end top',
      'end base',
    ]);
  });
});
