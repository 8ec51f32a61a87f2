/** Actors: who caused an event, as its metadata names them. */

const PERSON = 'staff:';

/** The actor of a person on the staff. */
export const personActor = (staffId: string): string => `${PERSON}${staffId}`;

/** Whether an actor is a person on the staff. */
export const isPerson = (actor: string): boolean => actor.startsWith(PERSON);

/** The id of the person that an actor is; undefined if it is none. */
export const personIdOf = (actor: string): string | undefined =>
  isPerson(actor) ? actor.slice(PERSON.length) : undefined;
