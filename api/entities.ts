import type { Entity } from '../platform/database/data-source.js';
import { AccountProfile } from './personal/account-profile.entity.js';
import { ReasonNote } from './personal/reason-note.entity.js';
import { ApiKey } from './api-keys/api-key.entity.js';
import { StaffAction } from './staff-actions/staff-action.entity.js';
import { AccountNote } from './personal/account-note.entity.js';
import { Mail } from './mails/mail.entity.js';
import { MailSettingsRow } from './mails/mail-settings.entity.js';
import { paymentEntities } from './payments/records/entities.js';
import { billingEntities } from './payments/records/billing/entities.js';
import { RoleLimit } from './staff/role-limit.entity.js';
import { StaffInvite } from './staff/staff-invite.entity.js';
import { StaffSession } from './staff/staff-session.entity.js';
import { Staff } from './staff/staff.entity.js';
import { SavedView } from './views/saved-view.entity.js';
import { WebhookEndpoint } from './webhook-sending/webhook-endpoint.entity.js';

/** Every TypeORM entity of the API and the worker; each is defined in its feature's folder. */
export const entities: readonly Entity[] = [
  ApiKey,
  AccountNote,
  AccountProfile,
  Mail,
  MailSettingsRow,
  ReasonNote,
  RoleLimit,
  SavedView,
  Staff,
  StaffAction,
  StaffInvite,
  StaffSession,
  WebhookEndpoint,
  ...paymentEntities,
  ...billingEntities,
];
