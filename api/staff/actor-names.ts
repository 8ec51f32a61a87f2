import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { z } from 'zod';
import { personActor, personIdOf } from '../../domain/actor.js';
import { Staff } from './staff.entity.js';

/** Somebody in the log; `system` where time did it. */
export const Who = z
  .object({
    actor: z.string(),
    name: z.string().nullable().describe('Null: nobody on the staff.'),
  })
  .meta({ id: 'Who' });
export type Who = z.output<typeof Who>;

/** Reads the names of people by their actors in the log. */
@Injectable()
export class ActorNames {
  constructor(@InjectRepository(Staff) private readonly staff: Repository<Staff>) {}

  /** Presents actors, at most two for each row of a page. */
  async of(actors: readonly (string | null | undefined)[]): Promise<(actor: string) => Who> {
    const ids = actors.flatMap((actor) => (actor ? (personIdOf(actor) ?? []) : []));
    const people = ids.length === 0 ? [] : await this.staff.findBy({ id: In([...new Set(ids)]) });
    const names = new Map(people.map(({ id, name }) => [personActor(id), name]));
    return (actor) => ({ actor, name: names.get(actor) ?? null });
  }
}
