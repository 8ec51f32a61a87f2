import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ModelsModule } from '../models/models.module.js';
import { EventsController } from './events.controller.js';
import { ReadEvents } from './read-events.js';
import { ReadTimeline } from './read-timeline.js';
import { ScanEvents } from './scan-events.js';
import { TimelineController } from './timeline.controller.js';

/** Events of an account, read from its stream. */
@Module({
  imports: [AccountsModule, ModelsModule],
  controllers: [EventsController, TimelineController],
  providers: [ReadEvents, ReadTimeline, ScanEvents],
})
export class EventsModule {}
