import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CreateWebhookEndpointHandler } from './create-endpoint.js';
import { DeleteWebhookEndpointHandler } from './delete-endpoint.js';
import { GetWebhookDelivery } from './get-delivery.js';
import { ListWebhookDeliveries } from './list-deliveries.js';
import { ListWebhookEndpoints } from './list-endpoints.js';
import { PingWebhookEndpointHandler } from './ping-endpoint.js';
import { PutWebhookEndpointHandler } from './put-endpoint.js';
import { ResendWebhookDeliveryHandler } from './resend-delivery.js';
import { RotateWebhookSecretHandler } from './rotate-secret.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';
import { WebhookEndpointsController } from './webhook-endpoints.controller.js';

/** Webhook endpoints and their deliveries. */
@Module({
  imports: [TypeOrmModule.forFeature([WebhookEndpoint])],
  controllers: [WebhookEndpointsController, WebhookDeliveriesController],
  providers: [
    ListWebhookEndpoints,
    ListWebhookDeliveries,
    GetWebhookDelivery,
    CreateWebhookEndpointHandler,
    PutWebhookEndpointHandler,
    DeleteWebhookEndpointHandler,
    RotateWebhookSecretHandler,
    PingWebhookEndpointHandler,
    ResendWebhookDeliveryHandler,
  ],
})
export class WebhookEndpointsModule {}
