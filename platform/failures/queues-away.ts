/** The queues cannot be reached now: nothing is known to be added. */
export class QueuesAway extends Error {
  constructor(options: { readonly cause: unknown }) {
    super('the job queues cannot be reached', options);
    this.name = 'QueuesAway';
  }
}
