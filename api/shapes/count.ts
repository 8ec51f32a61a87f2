import { z } from 'zod';

/** A count, such as tokens or requests, not limited to 32 bits. */
export const Count = z.number().int().min(0);

/** Usage of a model in answers. */
export const UsageCounts = z
  .object({
    input_tokens: Count,
    cached_input_tokens: Count,
    output_tokens: Count,
    reasoning_tokens: Count,
    images: Count,
  })
  .meta({
    id: 'UsageCounts',
    description: 'Kinds are disjoint: cached input is not counted in input.',
  });
