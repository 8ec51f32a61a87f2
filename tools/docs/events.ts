import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { eventsByCategory } from '../../domain/log/all-events.js';
import { Credits } from '../../domain/credits.js';
import { Instant } from '../../domain/instant.js';
import { eventComments, type EventComments } from './comments.js';

/** What a stored value means where its JSON type alone does not tell. */
const MEANINGS = new Map<unknown, string>([
  [Credits, 'Credits: a decimal string, at most 6 decimals, no exponent, no trailing zeros.'],
  [Instant, 'An instant: RFC 3339 UTC with milliseconds.'],
]);

/** `docs/events/<Type>.json`: the shape each event is stored in, by path from the root. */
export function eventDocs(root: string): Map<string, string> {
  const docs = new Map<string, string>();
  for (const [category, catalogue] of Object.entries(eventsByCategory)) {
    const comments = commentsIn(root, join('domain', category));
    for (const { type, version, schema } of Object.values(catalogue.types)) {
      const comment = comments.get(type) ?? { description: '', fields: new Map() };
      const doc = { type, stream: `${category}-{id}`, version, ...describe(comment, schema) };
      docs.set(`docs/events/${type}.json`, `${JSON.stringify(doc, null, 2)}\n`);
    }
  }
  return docs;
}

/** What the event files of a folder say: `events.ts`, and those of a part of the stream. */
function commentsIn(root: string, folder: string): Map<string, EventComments> {
  const files = readdirSync(join(root, folder)).filter((name) => /^(\w+-)?events\.ts$/.test(name));
  const found = files.flatMap((name) => [
    ...eventComments(name, readFileSync(join(root, folder, name), 'utf8')),
  ]);
  return new Map(found);
}

function describe({ description, fields }: EventComments, schema: z.ZodType) {
  const data = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const meaning = MEANINGS.get(zodSchema);
      if (meaning !== undefined) jsonSchema.description = meaning;
    },
  });
  for (const [name, property] of Object.entries(data.properties ?? {})) {
    const comment = fields.get(name);
    if (comment === undefined || typeof property === 'boolean') continue;
    const meaning = property.description === undefined ? '' : ` ${property.description}`;
    property.description = `${comment}${meaning}`;
  }
  return { description, data };
}
