import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SystemClock } from '../../platform/clock/clock.js';
import type { StaffCaller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { newStaffId } from './ids.js';
import type { NewStaff } from './staff-shapes.js';
import { Staff } from './staff.entity.js';

/** Makes a person, who cannot sign in before an invitation. 409 if there is one of this address. */
export class CreateStaff extends Command<Staff> {
  constructor(
    readonly caller: StaffCaller,
    readonly person: NewStaff,
  ) {
    super();
  }
}

@CommandHandler(CreateStaff)
export class CreateStaffHandler implements ICommandHandler<CreateStaff> {
  constructor(
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
    private readonly clock: SystemClock,
  ) {}

  async execute({ caller, person: { name, email, role } }: CreateStaff): Promise<Staff> {
    const id = newStaffId();
    await this.staff
      .createQueryBuilder()
      .insert()
      .values({
        id,
        email: email.toLowerCase(),
        name,
        role,
        createdBy: caller.actor,
        createdAt: new Date(this.clock.now()),
      })
      .orIgnore()
      .execute();
    const created = await this.staff.findOneBy({ id });
    if (!created) throw new Problem('staff_exists');
    return created;
  }
}
