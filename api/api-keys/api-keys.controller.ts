import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Recording } from '../auth/acting-person.js';
import { Allow } from '../auth/allow.js';
import { KEY_SCOPES, KeyScopeName, PRODUCT_PERMISSIONS } from '../auth/permissions.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import { RequestInstant } from '../shapes/time.js';
import { API_KEY_COLUMNS } from './api-key-columns.js';
import { CreateApiKey } from './create-api-key.js';
import { ApiKeyAnswer, ApiKeyId, ListApiKeys, presentApiKey } from './list-api-keys.js';
import { RevokeApiKey } from './revoke-api-key.js';

const NewApiKey = z
  .strictObject({
    name: z.string().min(1).max(128),
    scopes: z
      .array(KeyScopeName)
      .min(1)
      .max(KEY_SCOPES.length)
      .default([...PRODUCT_PERMISSIONS]),
    expires_at: RequestInstant.optional(),
    requests_per_second: z.number().int().min(1).max(1_000_000).optional(),
  })
  .meta({
    id: 'NewApiKey',
    examples: [
      { name: 'Backend' },
      { name: 'Reports', scopes: ['usage:read', 'accounts:read'], requests_per_second: 20 },
    ],
  });
type NewApiKey = z.output<typeof NewApiKey>;

const ApiKeyWithSecret = ApiKeyAnswer.extend({
  key: z.string().describe('The key itself: shown now and never again.'),
}).meta({ id: 'ApiKeyWithSecret' });

const ListQuery = z.strictObject(pageQuery);
type ListQuery = z.output<typeof ListQuery>;

@Controller('v1/api-keys')
@Tagged('API keys')
export class ApiKeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listApiKeys: ListApiKeys,
  ) {}

  @Get()
  @Allow('keys:write')
  @Answers({
    id: 'listApiKeys',
    summary: 'All keys, newest first',
    description: ALSO_CSV,
    answer: pageOf(ApiKeyAnswer),
  })
  list(
    @Query({ schema: ListQuery }) query: ListQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<z.input<typeof ApiKeyAnswer>> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.listApiKeys.execute(asked), {
      name: 'api-keys',
      subject: 'staff',
      columns: API_KEY_COLUMNS,
    });
  }

  @Post()
  @Allow('keys:write', { stepUp: true })
  @Answers({
    id: 'createApiKey',
    summary: 'Makes a key; the key is shown once',
    description: 'A key can only give scopes that it holds itself; an administrator gives any.',
    status: 201,
    answer: ApiKeyWithSecret,
  })
  async create(
    @Body({ schema: NewApiKey }) body: NewApiKey,
    @Caller() caller: Caller,
    @Recording() record: Recording,
  ): Promise<z.input<typeof ApiKeyWithSecret>> {
    const { name, scopes, expires_at, requests_per_second } = body;
    record({ scopes: scopes.join(' ') });
    const created = await this.commands.execute(
      new CreateApiKey(caller, name, scopes, expires_at, requests_per_second),
    );
    return { ...presentApiKey(created.key), key: created.token };
  }

  @Delete(':id')
  @Allow('keys:write', { stepUp: true })
  @Answers({
    id: 'revokeApiKey',
    summary: 'Revokes a key, everywhere within a second',
    status: 204,
  })
  async revoke(@Param('id', { schema: ApiKeyId }) id: string): Promise<void> {
    await this.commands.execute(new RevokeApiKey(id));
  }
}
