import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { KeyScopeName } from '../auth/permissions.js';
import { ApiKey } from './api-key.entity.js';
import type { Page, PageRequest } from '../shapes/cursor.js';
import { newestFirst } from '../shapes/newest-first.js';
import { InstantText } from '../shapes/time.js';

/** The id of a key. */
export const ApiKeyId = z
  .string()
  .regex(/^key_[0-9a-v]{16}$/, 'expected the id of an API key')
  .meta({ id: 'ApiKeyId', description: 'Names one API key.', examples: ['key_0123456789abcdef'] });

/** An API key without its token. */
export const ApiKeyAnswer = z
  .object({
    id: ApiKeyId,
    name: z.string(),
    scopes: z.array(KeyScopeName),
    requests_per_second: z.number().int().nullable(),
    created_by: z.string(),
    created_at: InstantText,
    expires_at: InstantText.nullable(),
    revoked_at: InstantText.nullable(),
  })
  .meta({ id: 'ApiKey' });

/** Presents a stored key. */
export function presentApiKey(key: ApiKey): z.input<typeof ApiKeyAnswer> {
  const instant = (date: Date | null) => (date === null ? null : formatInstant(date.getTime()));
  return {
    id: key.id,
    name: key.name,
    scopes: KeyScopeName.options.filter((scope) => key.scopes.includes(scope)),
    requests_per_second: key.rateLimit,
    created_by: key.createdBy,
    created_at: formatInstant(key.createdAt.getTime()),
    expires_at: instant(key.expiresAt),
    revoked_at: instant(key.revokedAt),
  };
}

/** Lists all keys, newest first, revoked ones included. */
@Injectable()
export class ListApiKeys {
  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  async execute(request: PageRequest): Promise<Page<z.input<typeof ApiKeyAnswer>>> {
    const query = this.keys.createQueryBuilder('listed');
    const listed = await newestFirst(query, request);
    return { ...listed, data: listed.data.map(presentApiKey) };
  }
}
