import { Module } from '@nestjs/common';
import { WidgetController } from './widget.controller.js';

/** The files of the widget. */
@Module({
  controllers: [WidgetController],
})
export class WidgetModule {}
