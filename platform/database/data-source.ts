import pg from 'pg';
import { DataSource, type Logger } from 'typeorm';
import { noteWrite } from './database.js';

/** A class with TypeORM's `@Entity`. */
export type Entity = new () => object;

/**
 * TypeORM over the pool of a process: it opens no connection of its own, so the pool's bounds and
 * its time limits hold for repositories too. Whoever ends the pool has closed it. Call `initialize`
 * once the database is migrated.
 */
export function createDataSource(pool: pg.Pool, entities: readonly Entity[]): DataSource {
  return new DataSource({
    type: 'postgres',
    schema: 'app',
    entities: [...entities],
    driver: {
      ...pg,
      Pool: function ExistingPool() {
        return pool;
      },
    },
    // The pool listens already.
    poolErrorHandler: nothing,
    installExtensions: false,
    logger: watchWrites(pool),
  });
}

const nothing = () => undefined;

/** Statements and failures are logged by those who call; full disks are remembered as elsewhere. */
const watchWrites = (pool: pg.Pool): Logger => ({
  logQuery: nothing,
  logQueryError: (error) => noteWrite(pool, error),
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
});
