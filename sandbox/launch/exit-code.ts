import { EXIT_MISCONFIGURED, explainStart } from '../../platform/start-failure.js';
import { ChildRefused } from './child.js';
import { FolderUnusable } from './unusable.js';

/** Exit code of the launcher for an error: that of the child that failed, if any. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof FolderUnusable) return EXIT_MISCONFIGURED;
  return error instanceof ChildRefused ? error.exitCode : explainStart(error).exitCode;
}
