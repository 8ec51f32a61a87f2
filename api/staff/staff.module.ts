import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChangeStaffHandler } from './change-staff.js';
import { CreateStaffHandler } from './create-staff.js';
import { EndSessionHandler } from './end-session.js';
import { InviteStaffHandler } from './invite-staff.js';
import { ListStaff } from './list-staff.js';
import { RoleLimitsController } from './role-limits.controller.js';
import { ListRoleLimits, PutRoleLimitHandler } from './role-limits.js';
import { StaffController } from './staff.controller.js';
import { RoleLimit } from './role-limit.entity.js';
import { SessionStore } from './session-store.js';
import { StaffInvite } from './staff-invite.entity.js';
import { StaffSession } from './staff-session.entity.js';
import { StaffSessions } from './staff-sessions.js';
import { Staff } from './staff.entity.js';

const records = TypeOrmModule.forFeature([Staff, StaffSession, StaffInvite, RoleLimit]);

/** People who use the console, and their sessions. */
@Module({
  imports: [records],
  controllers: [StaffController, RoleLimitsController],
  providers: [
    ChangeStaffHandler,
    CreateStaffHandler,
    EndSessionHandler,
    InviteStaffHandler,
    ListRoleLimits,
    ListStaff,
    PutRoleLimitHandler,
    SessionStore,
    StaffSessions,
  ],
  exports: [records, SessionStore, StaffSessions],
})
export class StaffModule {}
