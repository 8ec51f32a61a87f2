import { Module } from '@nestjs/common';
import { ApprovedModule } from '../approvals/approvals.module.js';
import { ActorNames } from '../staff/actor-names.js';
import { StaffModule } from '../staff/staff.module.js';
import {
  ApproveProposalHandler,
  RejectProposalHandler,
  WithdrawProposalHandler,
} from './decide-proposal.js';
import { GetProposal } from './get-proposal.js';
import { ProposalChecks } from './proposal-checks.js';
import { ProposalsController } from './proposals.controller.js';
import { RequestProposalHandler } from './request-proposal.js';

/** Versions of plans, packs and rates: proposed by one person, published by another. */
@Module({
  imports: [ApprovedModule, StaffModule],
  controllers: [ProposalsController],
  providers: [
    ApproveProposalHandler,
    GetProposal,
    ProposalChecks,
    RejectProposalHandler,
    RequestProposalHandler,
    ActorNames,
    WithdrawProposalHandler,
  ],
})
export class ProposalsModule {}
