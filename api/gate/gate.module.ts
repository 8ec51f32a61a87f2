import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ModelsModule } from '../models/models.module.js';
import { AskGate } from './ask-gate.js';
import { GateController } from './gate.controller.js';
import { PutGatePolicyHandler } from './publish-policy.js';

/** Whether a request may begin, and the policy that decides it. */
@Module({
  imports: [AccountsModule, CatalogueModule, ModelsModule],
  controllers: [GateController],
  providers: [AskGate, PutGatePolicyHandler],
})
export class GateModule {}
