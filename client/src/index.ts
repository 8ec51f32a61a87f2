// What `@scrip/client` gives.
export { createClient, type ClientOptions, type Scrip } from './client.js';
export {
  InsufficientCredits,
  NoAnswer,
  ScripError,
  type ErrorCode,
  type Problem,
  type WayOut,
} from './errors.js';
export type { components, operations, paths } from './schema.js';
export { uuidv7 } from './uuid.js';
