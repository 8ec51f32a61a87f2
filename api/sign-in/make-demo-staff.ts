import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SystemClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { SecretBox } from '../../platform/secret-box.js';
import type { Caller } from '../auth/caller.js';
import type { Role } from '../auth/roles.js';
import { Problem } from '../http/problem.js';
import { newStaffId } from '../staff/ids.js';
import { Staff } from '../staff/staff.entity.js';
import { Passwords } from './passwords.js';

/** A person of the demo, with the password. */
export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

const PEOPLE: readonly Omit<DemoPerson, 'password'>[] = [
  { email: 'admin@demo.example', name: 'Ada Admin', role: 'admin' },
  { email: 'lead@demo.example', name: 'Lea Lead', role: 'lead' },
  { email: 'support@demo.example', name: 'Sam Support', role: 'support' },
  { email: 'finance@demo.example', name: 'Fay Finance', role: 'finance' },
  { email: 'product@demo.example', name: 'Pat Product', role: 'product' },
  { email: 'operator@demo.example', name: 'Oli Operator', role: 'operator' },
];
const PASSWORD_CHARS = 16;

/** Makes the people of the demo, who have no TOTP; sandbox mode only. Again, it changes nothing. */
export class MakeDemoStaff extends Command<DemoPerson[]> {
  constructor(readonly caller: Caller) {
    super();
  }
}

@CommandHandler(MakeDemoStaff)
export class MakeDemoStaffHandler implements ICommandHandler<MakeDemoStaff> {
  constructor(
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
    private readonly passwords: Passwords,
    private readonly secrets: SecretBox,
    private readonly clock: SystemClock,
    private readonly config: Config,
  ) {}

  async execute({ caller }: MakeDemoStaff): Promise<DemoPerson[]> {
    if (!this.config.sandbox) {
      throw new Problem('not_found', 'people of the demo exist in sandbox mode only');
    }
    const people = PEOPLE.map((person) => ({
      ...person,
      password: this.secrets.derive(`demo staff ${person.email}`).slice(0, PASSWORD_CHARS),
    }));
    for (const { email, name, role, password } of people) {
      if (await this.staff.existsBy({ email })) continue;
      await this.staff
        .createQueryBuilder()
        .insert()
        .values({
          id: newStaffId(),
          email,
          name,
          role,
          needsTotp: false,
          passwordHash: await this.passwords.hash(password),
          createdBy: caller.actor,
          createdAt: new Date(this.clock.now()),
        })
        .orIgnore()
        .execute();
    }
    return people;
  }
}
