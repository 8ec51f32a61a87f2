import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { eventsByCategory } from '../../../domain/log/all-events.js';
import { eventComments } from '../../../tools/docs/comments.js';
import { readSources, ROOT } from '../../support/sources.js';

describe('events', () => {
  const folder = join(ROOT, 'test/golden/events');
  const events = Object.values(eventsByCategory).flatMap((catalogue) =>
    Object.values(catalogue.types).map(({ type, version, schema }) => {
      return { catalogue, type, version, fields: Object.keys(schema.shape).sort() };
    }),
  );
  const versions = events.flatMap(({ version: current, ...event }) =>
    Array.from({ length: current }, (_, i) => ({ ...event, version: i + 1, current })),
  );
  const samplesOf = (type: string, version: number): Record<string, unknown>[] =>
    JSON.parse(readFileSync(join(folder, `${type}.v${version}.json`), 'utf8'));

  it('have names of their own, over all kinds of streams', () => {
    expect(new Set(events.map(({ type }) => type)).size).toBe(events.length);
  });

  it('have a golden file for each shape ever written, and none for others', () => {
    const expected = versions.map(({ type, version }) => `${type}.v${version}.json`);
    expect(existsSync(folder) ? readdirSync(folder).sort() : []).toEqual(expected.sort());
  });

  it('say what they report, for whoever reads docs/events', () => {
    const files = readSources().filter(({ path }) => /^domain\/\w+\/(\w+-)?events\.ts$/.test(path));
    const comments = files.flatMap(({ path, text }) => [...eventComments(path, text)]);
    const silent = comments.filter(([, { description }]) => description === '');
    expect(silent.map(([type]) => type)).toEqual([]);
    expect(comments.map(([type]) => type).sort()).toEqual(events.map(({ type }) => type).sort());
  });

  it.each(versions)('of type $type, version $version are read as ever', (golden) => {
    const { catalogue, type, version, current } = golden;
    for (const stored of samplesOf(type, version)) {
      const fact = catalogue.decode(type, version, stored, 0);
      const again = JSON.parse(JSON.stringify(catalogue.encode(fact)));
      if (version === current) expect(again).toEqual(stored);
      expect(catalogue.decode(type, current, again, 0)).toEqual(fact);
    }
  });

  it.each(events)('of type $type show every field in their golden file', (event) => {
    const shown = samplesOf(event.type, event.version).flatMap((sample) => Object.keys(sample));
    expect([...new Set(shown)].sort()).toEqual(event.fields);
  });
});
