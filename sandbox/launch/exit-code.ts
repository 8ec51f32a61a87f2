import { EXIT_MISCONFIGURED, explainStart } from '../../platform/start-failure.js';
import { ChildRefused } from './child.js';
import { FolderUnusable } from './unusable.js';

/** What the launcher ends with for an error: the code of the child that ended it, if one did. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof FolderUnusable) return EXIT_MISCONFIGURED;
  return error instanceof ChildRefused ? error.exitCode : explainStart(error).exitCode;
}
