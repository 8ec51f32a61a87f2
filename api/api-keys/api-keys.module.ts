import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeys } from './api-keys.js';
import { CreateApiKeyHandler } from './create-api-key.js';
import { ListApiKeys } from './list-api-keys.js';
import { RevokeApiKeyHandler } from './revoke-api-key.js';

/** Creates, lists, revokes and verifies API keys. */
@Module({
  imports: [TypeOrmModule.forFeature([ApiKey])],
  controllers: [ApiKeysController],
  providers: [ApiKeys, ListApiKeys, CreateApiKeyHandler, RevokeApiKeyHandler],
  exports: [ApiKeys],
})
export class ApiKeysModule {}
