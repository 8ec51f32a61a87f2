/** Injection token of the process's logger: `@Inject(LOG) private readonly log: Logger`. */
export const LOG = Symbol('log');
