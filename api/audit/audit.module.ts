import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { ListAnchors } from './list-anchors.js';
import { Verify } from './verify.js';

/** Verification of the log and its anchors. */
@Module({
  controllers: [AuditController],
  providers: [ListAnchors, Verify],
})
export class AuditModule {}
