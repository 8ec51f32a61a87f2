import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SystemClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/log.js';
import { LOG } from '../http/log.js';
import { newStaffId } from '../staff/ids.js';
import { Staff } from '../staff/staff.entity.js';
import { Passwords } from './passwords.js';

/** Makes the first administrator of an installation. */
@Injectable()
export class FirstAdmin {
  constructor(
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
    private readonly passwords: Passwords,
    private readonly clock: SystemClock,
    private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Makes the administrator that the configuration names, unless there is anybody. */
  async make(): Promise<void> {
    if (await this.staff.existsBy({})) return;
    const { firstAdmin } = this.config;
    if (!firstAdmin) {
      const hint = 'set SCRIP_ADMIN_EMAIL and SCRIP_ADMIN_PASSWORD to make an administrator';
      this.log.info(`nobody can sign in to the console: ${hint}`);
      return;
    }
    // Several processes may start at once: the address is unique.
    await this.staff
      .createQueryBuilder()
      .insert()
      .values({
        id: newStaffId(),
        email: firstAdmin.email.toLowerCase(),
        name: 'Administrator',
        role: 'admin',
        passwordHash: await this.passwords.hash(firstAdmin.password),
        createdBy: 'configuration',
        createdAt: new Date(this.clock.now()),
      })
      .orIgnore()
      .execute();
    this.log.info('the first administrator of the console was made');
  }
}
