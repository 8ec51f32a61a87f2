import type { Schemas } from '../lib/api.js';

/** Every role. */
export const ROLES = [
  'support',
  'lead',
  'finance',
  'product',
  'operator',
  'admin',
] as const satisfies readonly Schemas['Role'][];
