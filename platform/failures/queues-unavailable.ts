/** Thrown when the job queues are unavailable; jobs may not have been added. */
export class QueuesUnavailable extends Error {
  constructor(options: { readonly cause: unknown }) {
    super('the job queues cannot be reached', options);
    this.name = 'QueuesAway';
  }
}
