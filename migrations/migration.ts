import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What TypeORM runs; a class, because that is what it wants a list of. */
export type Migration = new () => MigrationInterface;

/** SQL of one step, forwards and back. A migration that has been released is never edited again. */
export interface Steps {
  readonly up: string | ((runner: QueryRunner) => Promise<unknown>);
  readonly down: string | ((runner: QueryRunner) => Promise<unknown>);
}

/**
 * Declares migration `number` (1, 2, 3 … in the order of migrations/all.ts), each in a file
 * `NNNN-name.ts` of its own. Every migration runs in its own transaction.
 */
export function defineMigration(number: number, name: string, { up, down }: Steps): Migration {
  const run = (step: Steps['up'], runner: QueryRunner) =>
    typeof step === 'string' ? runner.query(step) : step(runner);
  return class implements MigrationInterface {
    // TypeORM orders by the 13 digits at the end and keeps the name in app.migrations.
    readonly name = `${name}${String(number).padStart(13, '0')}`;
    async up(runner: QueryRunner): Promise<void> {
      await run(up, runner);
    }
    async down(runner: QueryRunner): Promise<void> {
      await run(down, runner);
    }
  };
}
