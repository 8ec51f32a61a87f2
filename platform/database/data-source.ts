import pg from 'pg';
import { DataSource, DefaultNamingStrategy, type Logger, type Table } from 'typeorm';
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
    namingStrategy: new Names(),
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

/** A column is named by its property, in snake case, and a primary key by its table. */
class Names extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined) {
    return given ?? property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  override primaryKeyName(table: Table | string) {
    return `${this.getTableName(table)}_pkey`;
  }
}

/** Statements and failures are logged by those who call; full disks are remembered as elsewhere. */
const watchWrites = (pool: pg.Pool): Logger => ({
  logQuery: nothing,
  logQueryError: (error) => noteWrite(pool, error),
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
});
