import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { PermissionName, PERMISSIONS } from '../auth/allow.js';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import { InstantText } from '../shapes/time.js';

/** A key as it is stored, but for its hash. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly rate_limit: number | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
}

/** The id of a key. */
export const ApiKeyId = z
  .string()
  .regex(/^key_[0-9a-v]{16}$/, 'expected the id of an API key')
  .meta({ id: 'ApiKeyId', description: 'Names one API key.', examples: ['key_0123456789abcdef'] });

/** A key as it is answered; the key itself is not among it. */
export const ApiKeyAnswer = z
  .object({
    id: ApiKeyId,
    name: z.string(),
    scopes: z.array(PermissionName),
    requests_per_second: z.number().int().nullable(),
    created_by: z.string(),
    created_at: InstantText,
    expires_at: InstantText.nullable(),
    revoked_at: InstantText.nullable(),
  })
  .meta({ id: 'ApiKey' });

/** A stored key as it is answered. */
export function presentApiKey(row: ApiKeyRow): z.input<typeof ApiKeyAnswer> {
  const instant = (date: Date | null) => (date === null ? null : formatInstant(date.getTime()));
  return {
    id: row.id,
    name: row.name,
    scopes: PERMISSIONS.filter((permission) => row.scopes.includes(permission)),
    requests_per_second: row.rate_limit,
    created_by: row.created_by,
    created_at: formatInstant(row.created_at.getTime()),
    expires_at: instant(row.expires_at),
    revoked_at: instant(row.revoked_at),
  };
}

const After = z.tuple([z.number(), z.string()]);

/** All keys, newest first, revoked ones among them. */
@Injectable()
export class ListApiKeys {
  constructor(private readonly pool: Pool) {}

  async execute(request: PageRequest): Promise<Page<z.input<typeof ApiKeyAnswer>>> {
    const [createdMs, id] = afterKey(request, After) ?? [null, null];
    const { rows } = await this.pool.query<ApiKeyRow>(
      `SELECT id, name, scopes, rate_limit, created_by, created_at, expires_at, revoked_at
       FROM app.api_keys
       WHERE $1::timestamptz IS NULL OR (created_at, id) < ($1, $2)
       ORDER BY created_at DESC, id DESC
       LIMIT $3`,
      [createdMs === null ? null : new Date(createdMs), id, request['page[size]'] + 1],
    );
    const listed = page(rows, request, (row) => [row.created_at.getTime(), row.id]);
    return { ...listed, data: listed.data.map(presentApiKey) };
  }
}
