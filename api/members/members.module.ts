import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ListMembers } from './list-members.js';
import { MembersController } from './members.controller.js';
import { PutMemberHandler } from './put-member.js';
import { RemoveMemberHandler } from './remove-member.js';

/** Members of an account and their limits. */
@Module({
  imports: [AccountsModule],
  controllers: [MembersController],
  providers: [ListMembers, PutMemberHandler, RemoveMemberHandler],
})
export class MembersModule {}
