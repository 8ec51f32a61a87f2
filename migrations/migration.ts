import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A migration class, as TypeORM takes it. */
export type Migration = new () => MigrationInterface;

/** SQL of one step, up and down. Never edit a released migration. */
export interface Steps {
  readonly up: string | ((runner: QueryRunner) => Promise<unknown>);
  readonly down: string | ((runner: QueryRunner) => Promise<unknown>);
}

/**
 * Declares migration `number` (1, 2, 3 … in the order of migrations/all.ts), each in its own file
 * `NNNN-name.ts`. Each runs in its own transaction.
 */
export function defineMigration(number: number, name: string, { up, down }: Steps): Migration {
  const run = (step: Steps['up'], runner: QueryRunner) =>
    typeof step === 'string' ? runner.query(step) : step(runner);
  return class implements MigrationInterface {
    // TypeORM orders by the last 13 digits and stores the name in app.migrations.
    readonly name = `${name}${String(number).padStart(13, '0')}`;
    async up(runner: QueryRunner): Promise<void> {
      await run(up, runner);
    }
    async down(runner: QueryRunner): Promise<void> {
      await run(down, runner);
    }
  };
}
