import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Answers } from '../openapi/answers.js';
import { pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import {
  DeliveryState,
  presentDelivery,
  WebhookDeliveryAnswer,
  WebhookDeliveryDetails,
} from './delivery.js';
import { GetWebhookDelivery } from './get-delivery.js';
import { WebhookDeliveryId, WebhookEndpointId } from '../webhook-sending/ids.js';
import { ListWebhookDeliveries } from './list-deliveries.js';
import { ResendWebhookDelivery } from './resend-delivery.js';

const DeliveriesQuery = z.strictObject({
  ...pageQuery,
  'filter[state]': DeliveryState.optional(),
});
type DeliveriesQuery = z.output<typeof DeliveriesQuery>;

@Controller('v1/webhook-endpoints/:endpoint_id/deliveries')
export class WebhookDeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listDeliveries: ListWebhookDeliveries,
    private readonly getDelivery: GetWebhookDelivery,
  ) {}

  @Get()
  @Allow('webhooks:write')
  @Answers({
    id: 'listWebhookDeliveries',
    tag: 'Webhooks',
    summary: 'What was sent to an endpoint in the last 30 days, newest first',
    answer: pageOf(WebhookDeliveryAnswer),
  })
  list(
    @Param('endpoint_id', { schema: WebhookEndpointId }) endpointId: string,
    @Query({ schema: DeliveriesQuery }) query: DeliveriesQuery,
  ): Promise<Page<WebhookDeliveryAnswer>> {
    return this.listDeliveries.execute(endpointId, query);
  }

  @Get(':delivery_id')
  @Allow('webhooks:write')
  @Answers({
    id: 'getWebhookDelivery',
    tag: 'Webhooks',
    summary: 'One delivery: what was sent, and how each attempt went',
    answer: WebhookDeliveryDetails,
  })
  get(
    @Param('endpoint_id', { schema: WebhookEndpointId }) endpointId: string,
    @Param('delivery_id', { schema: WebhookDeliveryId }) id: string,
  ): Promise<WebhookDeliveryDetails> {
    return this.getDelivery.execute(endpointId, id);
  }

  @Post(':delivery_id/resend')
  @Allow('webhooks:write')
  @Answers({
    id: 'resendWebhookDelivery',
    tag: 'Webhooks',
    summary: 'Sends it again at once, with the same `webhook-id`',
    status: 202,
    answer: WebhookDeliveryAnswer,
    problems: [409],
  })
  async resend(
    @Param('endpoint_id', { schema: WebhookEndpointId }) endpointId: string,
    @Param('delivery_id', { schema: WebhookDeliveryId }) id: string,
  ): Promise<WebhookDeliveryAnswer> {
    return presentDelivery(await this.commands.execute(new ResendWebhookDelivery(endpointId, id)));
  }
}
