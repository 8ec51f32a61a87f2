import { expect } from '@jest/globals';
import type { Role } from '../../../api/auth/roles.js';
import type { TestProduct } from '../product/app.js';
import { MovedClock, Person } from '../product/person.js';

/** People of the demo, each signed in, by role: they have no TOTP. */
export async function demoPeople(product: TestProduct): Promise<ReadonlyMap<Role, DemoMember>> {
  const { body } = await product.post('/v1/demo-staff').expect(200);
  const people = new Map<Role, DemoMember>();
  for (const { email, password, role } of body.data as DemoAnswer[]) {
    const person = new Person(product, new MovedClock());
    expect((await person.logIn(email, password)).body).toEqual({ state: 'signed_in' });
    people.set(role, { person, password });
  }
  return people;
}

/** Somebody who is signed in, and the password that proves it again. */
export interface DemoMember {
  readonly person: Person;
  readonly password: string;
}

interface DemoAnswer {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}
