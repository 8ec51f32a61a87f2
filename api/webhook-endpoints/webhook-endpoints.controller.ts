import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { pageOf, pageQuery, type Page, type PageRequest } from '../shapes/cursor.js';
import { ENDPOINT_COLUMNS } from './endpoint-columns.js';
import { CreateWebhookEndpoint, type EndpointAndSecret } from './create-endpoint.js';
import { DeleteWebhookEndpoint } from './delete-endpoint.js';
import { presentDelivery, WebhookDeliveryAnswer } from './delivery.js';
import { presentEndpoint, WebhookEndpointAnswer, WebhookEndpointWithSecret } from './endpoint.js';
import { ListWebhookEndpoints } from './list-endpoints.js';
import { PingWebhookEndpoint } from './ping-endpoint.js';
import { PutWebhookEndpoint } from './put-endpoint.js';
import { DEFAULT_OVERLAP_HOURS, MAX_OVERLAP_HOURS, RotateWebhookSecret } from './rotate-secret.js';
import { MAX_URL_CHARS } from '../webhook-sending/targets.js';
import { SubscribedType, SUBSCRIBED_TYPES } from '../webhook-sending/types.js';
import { WebhookEndpointId } from '../webhook-sending/ids.js';

const Url = z
  .string()
  .min(1)
  .max(MAX_URL_CHARS)
  .meta({
    description:
      'Where to POST: https, no user and password, leading to the public Internet (in sandbox ' +
      'mode http and any address will do). Redirects are not followed.',
    examples: ['https://example.com/webhooks/scrip'],
  });
const Events = z
  .array(SubscribedType)
  .min(1)
  .max(SUBSCRIBED_TYPES.length)
  .nullable()
  .describe('Types to send; null: all, also those to come.');
const Description = z.string().min(1).max(500).nullable();

const NewWebhookEndpoint = z
  .strictObject({
    url: Url,
    events: Events.default(null),
    description: Description.default(null),
  })
  .meta({
    id: 'NewWebhookEndpoint',
    examples: [
      { url: 'https://example.com/webhooks/scrip' },
      {
        url: 'https://example.com/webhooks/scrip',
        events: ['credits.balance.low', 'credits.balance.depleted'],
        description: 'Warns our support',
      },
    ],
  });
type NewWebhookEndpoint = z.output<typeof NewWebhookEndpoint>;

const WebhookEndpointChanges = z
  .strictObject({
    url: Url.optional(),
    events: Events.optional(),
    description: Description.optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'WebhookEndpointChanges', examples: [{ enabled: false }, { events: null }] });
type WebhookEndpointChanges = z.output<typeof WebhookEndpointChanges>;

const SecretRotation = z
  .strictObject({
    overlap_hours: z.number().int().min(0).max(MAX_OVERLAP_HOURS).default(DEFAULT_OVERLAP_HOURS),
  })
  .meta({
    id: 'WebhookSecretRotation',
    description: 'How long the secret until now goes on signing beside the new one; 0: not at all.',
    examples: [{ overlap_hours: 48 }],
  });
type SecretRotation = z.output<typeof SecretRotation>;

const ListQuery = z.strictObject(pageQuery);
type ListQuery = z.output<typeof ListQuery>;

@Controller('v1/webhook-endpoints')
@Tagged('Webhooks')
export class WebhookEndpointsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listEndpoints: ListWebhookEndpoints,
  ) {}

  @Get()
  @Allow('webhooks:write')
  @Answers({
    id: 'listWebhookEndpoints',
    summary: 'All endpoints, newest first',
    description: ALSO_CSV,
    answer: pageOf(WebhookEndpointAnswer),
  })
  list(
    @Query({ schema: ListQuery }) query: ListQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<WebhookEndpointAnswer> | StreamableFile> {
    const read = (page: PageRequest) => this.listEndpoints.execute(page);
    if (!csv) return read(query);
    const columns = ENDPOINT_COLUMNS;
    return csv.send({ name: 'webhook-endpoints', subject: 'operations', columns, read });
  }

  @Post()
  @Allow('webhooks:write')
  @Answers({
    id: 'createWebhookEndpoint',
    summary: 'Registers a URL that facts are sent to; the secret is shown once',
    description:
      'At most 20. What is sent is signed by the Standard Webhooks scheme, at least once, in no ' +
      'promised order: repetitions have the same `webhook-id`.',
    status: 201,
    answer: WebhookEndpointWithSecret,
    problems: [409],
  })
  async create(
    @Body({ schema: NewWebhookEndpoint }) body: NewWebhookEndpoint,
    @Caller() caller: Caller,
  ): Promise<WebhookEndpointWithSecret> {
    const { url, events, description } = body;
    return withSecret(
      await this.commands.execute(new CreateWebhookEndpoint(caller, url, events, description)),
    );
  }

  @Put(':endpoint_id')
  @Allow('webhooks:write')
  @Answers({
    id: 'putWebhookEndpoint',
    summary: 'Changes an endpoint, or switches it on or off',
    description:
      'What is left out stays as it is; `events: null` asks for all types again, `description: ' +
      'null` takes the description away. To an endpoint that is off nothing is sent.',
    answer: WebhookEndpointAnswer,
  })
  async put(
    @Param('endpoint_id', { schema: WebhookEndpointId }) id: string,
    @Body({ schema: WebhookEndpointChanges }) body: WebhookEndpointChanges,
  ): Promise<WebhookEndpointAnswer> {
    return presentEndpoint(await this.commands.execute(new PutWebhookEndpoint(id, body)));
  }

  @Delete(':endpoint_id')
  @Allow('webhooks:write')
  @Answers({
    id: 'deleteWebhookEndpoint',
    summary: 'Ends an endpoint and erases its secrets',
    status: 204,
  })
  async delete(@Param('endpoint_id', { schema: WebhookEndpointId }) id: string): Promise<void> {
    await this.commands.execute(new DeleteWebhookEndpoint(id));
  }

  @Post(':endpoint_id/rotate-secret')
  @Allow('webhooks:write')
  @Answers({
    id: 'rotateWebhookSecret',
    summary: 'Gives an endpoint a new secret; it is shown once',
    description:
      'Both sign for 24 hours unless told: the header then has two signatures. Refused (409 ' +
      '`secret_rotating`) while an earlier secret still signs, unless `overlap_hours` is 0.',
    answer: WebhookEndpointWithSecret,
    problems: [409],
  })
  async rotateSecret(
    @Param('endpoint_id', { schema: WebhookEndpointId }) id: string,
    @Body({ schema: SecretRotation }) body: SecretRotation,
  ): Promise<WebhookEndpointWithSecret> {
    return withSecret(await this.commands.execute(new RotateWebhookSecret(id, body.overlap_hours)));
  }

  @Post(':endpoint_id/test')
  @Allow('webhooks:write')
  @Answers({
    id: 'testWebhookEndpoint',
    summary: 'Sends a `test.ping` to this endpoint',
    status: 202,
    answer: WebhookDeliveryAnswer,
    problems: [409],
  })
  async test(
    @Param('endpoint_id', { schema: WebhookEndpointId }) id: string,
  ): Promise<WebhookDeliveryAnswer> {
    return presentDelivery(await this.commands.execute(new PingWebhookEndpoint(id)));
  }
}

const withSecret = ({ endpoint, secret }: EndpointAndSecret): WebhookEndpointWithSecret => ({
  ...presentEndpoint(endpoint),
  secret,
});
