/** Names the process's logger for injection: `@Inject(LOG) private readonly log: Logger`. */
export const LOG = Symbol('log');
