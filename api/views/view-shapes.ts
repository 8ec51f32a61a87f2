import { z } from 'zod';
import { pageOf, pageQuery } from '../shapes/cursor.js';
import { InstantText } from '../shapes/time.js';

const MAX_NAME_CHARS = 64;
const MAX_QUERY_CHARS = 2_000;

/** The pages of the console that have views. */
export const ViewPage = z.enum(['accounts', 'adjustments', 'usage']).meta({
  id: 'ViewPage',
  description: 'A page of the console.',
});

/** The id of a saved view. */
export const ViewId = z
  .string()
  .regex(/^viw_[0-9a-f]{20}$/, 'expected the id of a saved view')
  .meta({ id: 'ViewId', examples: ['viw_91be02c75d3fa8064e1b'] });

/** Which views are listed. */
export const ViewsQuery = z.strictObject({ ...pageQuery, 'filter[page]': ViewPage.optional() });
/** Which views are listed. */
export type ViewsQuery = z.output<typeof ViewsQuery>;

/**
 * Personal data in a query: colleagues without `pii:read` would read it in a view that is shared.
 */
const PERSONAL = /"(?:email|name)"|%22(?:email|name)%22/i;

/** A view to be saved. */
export const SaveViewBody = z
  .strictObject({
    page: ViewPage,
    name: z
      .string()
      .min(1)
      .max(MAX_NAME_CHARS)
      .regex(/^[^\p{Cc}\p{Cs}]*\S[^\p{Cc}\p{Cs}]*$/u, 'expected some text on one line'),
    query: z
      .string()
      .max(MAX_QUERY_CHARS)
      .regex(/^[!-~]*$/, 'expected the query of an address, percent-encoded')
      .meta({ examples: ['filter=%7B%22plan%22%3A%22pro%22%7D'] }),
    shared: z.boolean().default(false).describe('Whether colleagues see it, too.'),
  })
  .refine(({ shared, query }) => !shared || !PERSONAL.test(query), {
    path: ['shared'],
    message: 'expected false: the view names a person',
  })
  .meta({
    id: 'SaveView',
    examples: [{ page: 'accounts', name: 'Overdrawn', query: 'filter=%7B%7D', shared: true }],
  });
export type SaveViewBody = z.output<typeof SaveViewBody>;

/** A saved view. */
export const ViewAnswer = z
  .object({
    view_id: ViewId,
    page: ViewPage,
    name: z.string(),
    query: z.string(),
    shared: z.boolean(),
    own: z.boolean().describe('Whether the caller saved it, and can delete it.'),
    saved_by: z.string().describe('The name of whoever saved it.'),
    saved_at: InstantText,
  })
  .meta({ id: 'SavedView' });
export type ViewAnswer = z.input<typeof ViewAnswer>;

/** A page of views. */
export const ViewsAnswer = pageOf(ViewAnswer).meta({ id: 'SavedViews' });
