import { Module } from '@nestjs/common';
import { OpsModule } from '../ops/ops.module.js';
import { ReadWork } from './read-work.js';
import { WorkController } from './work.controller.js';

/** What needs a person now, by role. */
@Module({ imports: [OpsModule], controllers: [WorkController], providers: [ReadWork] })
export class WorkModule {}
