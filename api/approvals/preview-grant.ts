import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { MoneyChecks } from '../money/money-checks.js';
import {
  boughtOf,
  type GrantPreview,
  type RemedyPreviewBody,
} from '../payments/not-granted/bodies.js';
import { GrantActions } from '../payments/not-granted/grant-action.js';

/** Shows what granting the purchase of a finding would come to. */
@Injectable()
export class PreviewGrant {
  constructor(
    private readonly grants: GrantActions,
    private readonly checks: MoneyChecks,
  ) {}

  /** Throws as `GrantActions.of`, and what the account would refuse. */
  async of(findingId: string, body: RemedyPreviewBody, caller: Caller): Promise<GrantPreview> {
    const action = await this.grants.of(findingId, { reasonCode: body.reason_code });
    return { ...(await this.checks.preview(action, caller)), bought: boughtOf(action) };
  }
}
