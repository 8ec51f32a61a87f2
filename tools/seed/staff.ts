import { z } from 'zod';
import { expectBody, succeeded } from '../lib/answer.js';
import type { Client } from '../lib/client.js';

const Person = z.object({ email: z.string(), role: z.string(), password: z.string() });
const Answer = z.object({ data: z.array(Person) });

/** A person who uses the console of the demo. */
export type DemoPerson = z.output<typeof Person>;

/** Makes the people of the demo; none outside the sandbox, or with a key that may not. */
export async function seedStaff(client: Client): Promise<readonly DemoPerson[]> {
  const answer = await client.call('POST', '/v1/demo-staff');
  return succeeded(answer) ? expectBody(answer, Answer, 'the people of the demo').data : [];
}

/** Where (`origin`) and how each of them signs in, a line each. */
export function describeStaff(people: readonly DemoPerson[], origin: string): string {
  if (people.length === 0) return '';
  const lines = people.map(
    ({ email, role, password }) => `  ${role.padEnd(9)}${email}  ${password}\n`,
  );
  return `sign in to ${origin}/console as\n${lines.join('')}`;
}
