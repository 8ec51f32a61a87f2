import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { afterKey, MillisKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import { presentEndpoint, type WebhookEndpointAnswer } from './endpoint.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

const After = z.tuple([MillisKey, z.string()]);

/** Lists all endpoints, newest first. */
@Injectable()
export class ListWebhookEndpoints {
  constructor(
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
  ) {}

  async execute(request: PageRequest): Promise<Page<WebhookEndpointAnswer>> {
    const query = this.endpoints
      .createQueryBuilder('endpoint')
      .where('endpoint.deletedAt IS NULL')
      .orderBy({ 'endpoint.createdAt': 'DESC', 'endpoint.id': 'DESC' })
      .limit(request['page[size]'] + 1);
    const after = afterKey(request, After);
    if (after) {
      const [createdMs, id] = after;
      query.andWhere('(endpoint.createdAt, endpoint.id) < (:createdAt, :id)', {
        createdAt: new Date(createdMs),
        id,
      });
    }
    const endpoints = await query.getMany();
    const listed = page(endpoints, request, ({ createdAt, id }) => [createdAt.getTime(), id]);
    return { ...listed, data: listed.data.map(presentEndpoint) };
  }
}
