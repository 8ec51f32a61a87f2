import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { EventStore } from '../platform/event-store/event-store.js';
import { Queues } from '../platform/queues/queues.js';
import { SecretBox } from '../platform/secret-box.js';
import { RouteTable } from './auth/route-table.js';
import { LOG } from './http/log.js';
import { ReadPosition } from './http/read-position.js';
import { RequestMetrics } from './http/request-metrics.js';
import { StripeAccess } from './payments/stripe/access.js';
import type { Resources } from './resources.js';
import { Targets } from './webhook-sending/targets.js';

/** Global providers: the process's resources, and the command bus. */
@Global()
@Module({})
export class ResourcesModule {
  static of({
    config,
    pool,
    dataSource,
    store,
    clock,
    queues,
    secrets,
    stripe,
    log,
  }: Resources): DynamicModule {
    const shared = [
      { provide: Config, useValue: config },
      { provide: Pool, useValue: pool },
      { provide: DataSource, useValue: dataSource },
      { provide: EventStore, useValue: store },
      { provide: Clock, useValue: clock },
      SystemClock,
      { provide: Queues, useValue: queues },
      { provide: SecretBox, useValue: secrets },
      { provide: StripeAccess, useValue: stripe },
      { provide: LOG, useValue: log },
      { provide: Targets, useValue: new Targets({ anywhere: config.sandbox }) },
      ReadPosition,
      RequestMetrics,
      RouteTable,
    ];
    return {
      module: ResourcesModule,
      imports: [CqrsModule.forRoot()],
      providers: shared,
      exports: shared,
    };
  }
}
