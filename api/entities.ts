import type { Entity } from '../platform/database/data-source.js';
import { AccountProfile } from './accounts/account-profile.entity.js';
import { Note } from './accounts/note.entity.js';
import { ApiKey } from './api-keys/api-key.entity.js';
import { WebhookEndpoint } from './webhook-endpoints/webhook-endpoint.entity.js';

/** Every entity of the API and the worker; each stands in the folder of its feature. */
export const entities: readonly Entity[] = [ApiKey, AccountProfile, Note, WebhookEndpoint];
