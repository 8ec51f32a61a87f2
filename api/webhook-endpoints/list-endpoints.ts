import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Page, PageRequest } from '../shapes/cursor.js';
import { newestFirst } from '../shapes/newest-first.js';
import { presentEndpoint, type WebhookEndpointAnswer } from './endpoint.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** Lists all endpoints, newest first. */
@Injectable()
export class ListWebhookEndpoints {
  constructor(
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
  ) {}

  async execute(request: PageRequest): Promise<Page<WebhookEndpointAnswer>> {
    const query = this.endpoints.createQueryBuilder('listed').where('listed.deletedAt IS NULL');
    const listed = await newestFirst(query, request);
    return { ...listed, data: listed.data.map(presentEndpoint) };
  }
}
