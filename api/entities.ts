import type { Entity } from '../platform/database/data-source.js';
import { AccountProfile } from './accounts/account-profile.entity.js';
import { Note } from './accounts/note.entity.js';
import { ApiKey } from './api-keys/api-key.entity.js';
import { StaffAction } from './staff-actions/staff-action.entity.js';
import { AccountNote } from './people/account-note.entity.js';
import { RoleLimit } from './staff/role-limit.entity.js';
import { StaffInvite } from './staff/staff-invite.entity.js';
import { StaffSession } from './staff/staff-session.entity.js';
import { Staff } from './staff/staff.entity.js';
import { WebhookEndpoint } from './webhook-endpoints/webhook-endpoint.entity.js';

/** Every TypeORM entity of the API and the worker; each is defined in its feature's folder. */
export const entities: readonly Entity[] = [
  ApiKey,
  AccountNote,
  AccountProfile,
  Note,
  RoleLimit,
  Staff,
  StaffAction,
  StaffInvite,
  StaffSession,
  WebhookEndpoint,
];
