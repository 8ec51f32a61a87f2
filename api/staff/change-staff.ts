import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { StaffCaller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { announceStaff, endSessions, lockStaff } from './session-store.js';
import type { StaffChange } from './staff-shapes.js';
import { StaffSessions } from './staff-sessions.js';
import { Staff } from './staff.entity.js';

/** Changes a person. Nobody changes their own role, or whether they are active. */
export class ChangeStaff extends Command<Staff> {
  constructor(
    readonly caller: StaffCaller,
    readonly staffId: string,
    readonly change: StaffChange,
  ) {
    super();
  }
}

@CommandHandler(ChangeStaff)
export class ChangeStaffHandler implements ICommandHandler<ChangeStaff> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: StaffSessions,
  ) {}

  async execute({ caller, staffId, change }: ChangeStaff): Promise<Staff> {
    const { name, role, active } = change;
    if (staffId === caller.id && (role !== undefined || active !== undefined)) {
      throw new Problem('forbidden', 'nobody changes their own role, or whether they are active');
    }
    const changed = await this.dataSource.transaction(async (manager) => {
      // Two administrators who switch each other off take turns: one of them stays.
      const [acting, person] = await inOrder([caller.id, staffId], (id) => lockStaff(manager, id));
      if (!person) throw noSuchStaff();
      if (!acting?.active || acting.role !== caller.role) throw new Problem('unauthorized');
      const update = {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(active !== undefined && { active }),
      };
      if (Object.keys(update).length > 0) await manager.update(Staff, { id: staffId }, update);
      if (active === false) await endSessions(manager, staffId);
      else await announceStaff(manager, staffId);
      return manager.findOneByOrFail(Staff, { id: staffId });
    });
    this.sessions.forget();
    return changed;
  }
}

/** 404 of a person who does not exist. */
export const noSuchStaff = (): Problem =>
  new Problem('not_found', 'there is no such member of staff');

/** Does something for each id, always in the same order; the answers are in the order of `ids`. */
async function inOrder<T>(
  ids: readonly string[],
  work: (id: string) => Promise<T>,
): Promise<(T | undefined)[]> {
  const answers = new Map<string, T>();
  for (const id of [...new Set(ids)].sort()) answers.set(id, await work(id));
  return ids.map((id) => answers.get(id));
}
