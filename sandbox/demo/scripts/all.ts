import { anything } from './anything.js';
import { barber } from './barber.js';
import { club } from './club.js';
import { coffee } from './coffee.js';
import type { Script } from './script.js';

/** Ideas that the demo suggests. */
export const SUGGESTED: readonly Script[] = [barber, coffee, club];

/** The recorded conversation that fits an idea best, by its words. */
export const scriptFor = (matches: (script: Script) => boolean): Script =>
  SUGGESTED.find(matches) ?? anything;
