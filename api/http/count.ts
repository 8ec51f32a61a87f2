import { z } from 'zod';

/**
 * A count in an answer, such as tokens or requests. It may pass the 32 bits that generated clients
 * take for an integer without a format.
 */
export const Count = z.number().int().min(0).meta({ format: 'int64' });
