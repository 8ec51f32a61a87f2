import { Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { pageOf, type Page } from '../shapes/cursor.js';
import { presentDelivery, WebhookDeliveryAnswer, WebhookDeliveryDetails } from './delivery.js';
import { DELIVERY_COLUMNS } from './delivery-columns.js';
import { GetWebhookDelivery } from './get-delivery.js';
import { WebhookDeliveryId, WebhookEndpointId } from '../webhook-sending/ids.js';
import { DeliveriesQuery, ListWebhookDeliveries } from './list-deliveries.js';
import { ResendWebhookDelivery } from './resend-delivery.js';

@Controller('v1/webhook-endpoints/:endpoint_id/deliveries')
@Tagged('Webhooks')
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
    summary: 'What was sent to an endpoint in the last 30 days, newest first',
    description: ALSO_CSV,
    answer: pageOf(WebhookDeliveryAnswer),
  })
  list(
    @Param('endpoint_id', { schema: WebhookEndpointId }) endpointId: string,
    @Query({ schema: DeliveriesQuery }) query: DeliveriesQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<WebhookDeliveryAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.listDeliveries.execute(endpointId, asked), {
      name: 'webhook-deliveries',
      subject: 'operations',
      columns: DELIVERY_COLUMNS,
    });
  }

  @Get(':delivery_id')
  @Allow('webhooks:write')
  @Answers({
    id: 'getWebhookDelivery',
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
