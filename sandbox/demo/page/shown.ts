// State of the page: the backend's last answer, and the visitor's choices.
import type { DemoState } from '../shared/wire.js';

/** Shared by the parts of the page; each draws what it has changed. */
export const shown: {
  state: DemoState | undefined;
  /** Id of the model that the next message goes to. */
  model: string;
} = { state: undefined, model: 'demo-balanced' };
