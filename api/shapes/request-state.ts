import { z } from 'zod';

/** State of work that was asked for and is done in the background. */
export const RequestState = z
  .enum(['requested', 'running', 'done', 'failed'])
  .meta({ id: 'RequestState', description: 'How far work has come that was asked for.' });
