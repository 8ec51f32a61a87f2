import { z } from 'zod';

/** A count in an answer, such as tokens or requests: without a bound of 32 bits. */
export const Count = z.number().int().min(0);

/** What a model used, as answers show it. */
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
