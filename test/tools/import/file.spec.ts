import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { delimiterOf, inspect, rowsOf } from '../../../tools/import/file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scrip-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const name = path.join(folder, `${createHash('md5').update(content).digest('hex')}.csv`);
  await writeFile(name, content);
  return name;
}

async function cellsOf(content: string | Buffer): Promise<(readonly string[])[]> {
  const cells: (readonly string[])[] = [];
  for await (const row of rowsOf(await inspect(await fileOf(content)))) cells.push(row.cells);
  return cells;
}

describe('reading a usage file', () => {
  const expected = [
    ['a', 'b'],
    ['1', 'x, "y"'],
    ['3', '4'],
  ];
  it.each([
    ['with a newline at its end', 'a,b\n1,"x, ""y"""\n3,4\n'],
    ['without one', 'a,b\n1,"x, ""y"""\n3,4'],
    ['from Windows', '\ufeffa,b\r\n1,"x, ""y"""\r\n3,4\r\n'],
    ['with mixed line ends and empty lines', 'a,b\r\n\n1,"x, ""y"""\n  \n3,4\r'],
    ['with spaces around', 'a, b\n1, "x, ""y"""\n 3,4 \n'],
  ])('%s gives the same rows', async (_, content) =>
    expect(await cellsOf(content)).toEqual(expected),
  );

  it('counts data rows from 0 and lines as an editor does', async () => {
    const rows = [];
    const file = await fileOf('a,b\n"1\n1",2\n\n3,4');
    for await (const { index, line } of rowsOf(await inspect(file))) rows.push([index, line]);
    expect(rows).toEqual([
      [-1, 1],
      [0, 3],
      [1, 5],
    ]);
  });

  it.each([
    ['a,b,c', ','],
    ['a;b;c', ';'],
    ['a\tb\tc', '\t'],
    ['a|b|c', '|'],
    ['"a;b","c"\n1;2,3', ','],
    ['a;b\n1,5;2', ';'],
    ['alone', ','],
  ])('finds what stands between its cells in its header: %j', (head, delimiter) => {
    expect(delimiterOf(head)).toBe(delimiter);
  });

  it('asks where the header has several candidates, and takes what it is told', () => {
    expect(() => delimiterOf('a;b,c')).toThrow('comma and semicolon');
    expect(delimiterOf('a;b,c', 'semicolon')).toBe(';');
    expect(() => delimiterOf('a,b', 'x')).toThrow('--delimiter takes comma, semicolon, tab, pipe');
  });

  it('refuses what is not UTF-8', async () => {
    await expect(cellsOf(Buffer.from('a,b\n1,Orl\u00e9ans\n', 'latin1'))).rejects.toThrow(
      'not UTF-8',
    );
    await expect(cellsOf(Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'))).rejects.toThrow('not UTF-8');
    await expect(cellsOf(Buffer.from([0x61, 0xc3]))).rejects.toThrow('not UTF-8');
  });

  it('knows a content by its hash, not by its name', async () => {
    const source = await inspect(await fileOf('a,b\n1,2\n'));
    expect(source.contentHash).toBe(createHash('sha256').update('a,b\n1,2\n').digest('hex'));
  });

  it('refuses a quote that nobody closes, without filling the memory', async () => {
    await expect(cellsOf('a,b\n"1,2\n3,4\n')).rejects.toThrow('no readable CSV at line');
    const long = `a,b\n"${'x'.repeat(3_000_000)}`;
    await expect(cellsOf(long)).rejects.toThrow('no readable CSV at line');
  });

  it('refuses what is empty, missing or no file', async () => {
    await expect(cellsOf('')).rejects.toThrow('is empty');
    await expect(inspect(path.join(folder, 'missing.csv'))).rejects.toThrow('cannot read');
    await expect(inspect(folder)).rejects.toThrow('not a regular file');
  });

  it('says so when the file grows between the two passes', async () => {
    const file = await fileOf('a,b\n5,6\n');
    const source = await inspect(file);
    await appendFile(file, '7,8\n');
    const all = async () => {
      for await (const row of rowsOf(source)) void row;
    };
    await expect(all()).rejects.toThrow('changed while it was read');
  });
});
