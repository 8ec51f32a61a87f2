// Exports of `@scrip/client`.
export { createClient, type ClientOptions, type RawRequest, type Scrip } from './client.js';
export {
  InsufficientCredits,
  NoAnswer,
  ScripError,
  type ErrorCode,
  type Problem,
  type WayOut,
} from './errors.js';
export {
  NotSettled,
  type HoldOptions,
  type Outcome,
  type Receipt,
  type Shortage,
} from './hold-options.js';
export type { components, operations, paths } from './schema.js';
export type { Usage } from './usage.js';
export { uuidv7 } from './uuid.js';
export { meterStream, withHold, type OpenHold } from './with-hold.js';
