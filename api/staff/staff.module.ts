import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EndSessionHandler } from './end-session.js';
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
  providers: [EndSessionHandler, SessionStore, StaffSessions],
  exports: [records, SessionStore, StaffSessions],
})
export class StaffModule {}
