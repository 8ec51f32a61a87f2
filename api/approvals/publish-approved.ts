import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Proposal } from '../../domain/approval/state.js';
import { PutPack } from '../catalogue/publish-pack.js';
import { PutPlan } from '../catalogue/publish-plan.js';
import { PublishModelRate } from '../models/publish-rate.js';
import type { CommandMeta } from '../../platform/event-store/event-store.js';
import { newestIn } from './versions-hash.js';

/** Publishes proposals that somebody has approved. */
@Injectable()
export class PublishApproved {
  constructor(private readonly commands: CommandBus) {}

  /**
   * Publishes what was approved, in the order of versions that the approver saw; gives the event,
   * or null if the terms held already. Throws DomainError `version_changed` if another was
   * published since.
   */
  async of({ publication, approvedHash }: Proposal, meta: CommandMeta): Promise<string | null> {
    const follows = newestIn(approvedHash ?? '');
    return (await this.publish({ ...publication, follows }, meta)).eventId;
  }

  private publish(
    command: Proposal['publication'] & { readonly follows: number },
    meta: CommandMeta,
  ): Promise<{ readonly eventId: string | null }> {
    switch (command.type) {
      case 'PublishPlan':
        return this.commands.execute(new PutPlan(command, meta));
      case 'PublishPack':
        return this.commands.execute(new PutPack(command, meta));
      case 'PublishRate':
        return this.commands.execute(new PublishModelRate(command, meta));
    }
  }
}
