import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { RoleName } from '../auth/roles.js';
import { EmailAddress } from '../shapes/email.js';
import { InstantText } from '../shapes/time.js';
import { StaffId } from './ids.js';
import type { Staff } from './staff.entity.js';

const Name = z.string().min(1).max(128);

/** A person to be made. */
export const NewStaff = z.strictObject({ name: Name, email: EmailAddress, role: RoleName }).meta({
  id: 'NewStaff',
  examples: [{ name: 'Ada', email: 'ada@acme.example', role: 'support' }],
});
/** A person to be made. */
export type NewStaff = z.output<typeof NewStaff>;

/** What is to be changed of a person; what is left out stays. */
export const StaffChange = z
  .strictObject({
    name: Name.optional(),
    role: RoleName.optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'StaffChange', examples: [{ role: 'lead' }] });
/** What is to be changed of a person; what is left out stays. */
export type StaffChange = z.output<typeof StaffChange>;

/** A member of staff. */
export const StaffAnswer = z
  .object({
    staff_id: StaffId,
    name: z.string(),
    email: z.string(),
    role: RoleName,
    active: z.boolean().describe('Whoever is not active cannot sign in.'),
    has_password: z.boolean().describe('False until an invitation is taken.'),
    has_totp: z.boolean(),
    seen_at: InstantText.nullable().describe(
      'Last use of the console, exact to a minute; null: never.',
    ),
    created_by: z.string(),
    created_at: InstantText,
  })
  .meta({ id: 'Staff' });

/** What people are called, for whoever sees what they did. */
export const StaffNames = z
  .object({ data: z.array(StaffAnswer.pick({ staff_id: true, name: true })) })
  .meta({ id: 'StaffNames' });

/** A person as answered. */
export const presentStaff = (person: Staff): z.input<typeof StaffAnswer> => ({
  staff_id: person.id,
  name: person.name,
  email: person.email,
  role: person.role,
  active: person.active,
  has_password: person.passwordHash !== null,
  has_totp: person.totpSecret !== null,
  seen_at: person.seenAt === null ? null : formatInstant(person.seenAt.getTime()),
  created_by: person.createdBy,
  created_at: formatInstant(person.createdAt.getTime()),
});
