import { z } from 'zod';

/** Why something is refused. */
export const Refusal = z.object({ code: z.string(), detail: z.string() }).meta({ id: 'Refusal' });
