import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { EventsController } from './events.controller.js';
import { ReadEvents } from './read-events.js';

/** Events of an account, read from its stream. */
@Module({
  imports: [AccountsModule],
  controllers: [EventsController],
  providers: [ReadEvents],
})
export class EventsModule {}
