import { Module } from '@nestjs/common';
import { ConsoleController } from './console.controller.js';

/** The console's page and its files. */
@Module({
  controllers: [ConsoleController],
})
export class ConsoleModule {}
