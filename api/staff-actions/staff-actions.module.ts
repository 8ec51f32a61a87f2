import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StaffActions } from './list-actions.js';
import { StaffAction } from './staff-action.entity.js';
import { StaffActionsController } from './staff-actions.controller.js';

/** The record of what people did. */
@Module({
  imports: [TypeOrmModule.forFeature([StaffAction])],
  controllers: [StaffActionsController],
  providers: [StaffActions],
  exports: [StaffActions],
})
export class StaffActionsModule {}
