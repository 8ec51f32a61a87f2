import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import { presentStaff, type StaffAnswer } from './staff-shapes.js';
import { Staff } from './staff.entity.js';

const After = z.tuple([z.number(), z.string()]);

/** All people, newest first, those who are not active too. */
@Injectable()
export class ListStaff {
  constructor(@InjectRepository(Staff) private readonly staff: Repository<Staff>) {}

  async execute(request: PageRequest): Promise<Page<z.input<typeof StaffAnswer>>> {
    const query = this.staff
      .createQueryBuilder('person')
      .orderBy({ 'person.createdAt': 'DESC', 'person.id': 'DESC' })
      .limit(request['page[size]'] + 1);
    const after = afterKey(request, After);
    if (after) {
      const [createdMs, id] = after;
      query.where('(person.createdAt, person.id) < (:createdAt, :id)', {
        createdAt: new Date(createdMs),
        id,
      });
    }
    const people = await query.getMany();
    const listed = page(people, request, ({ createdAt, id }) => [createdAt.getTime(), id]);
    return { ...listed, data: listed.data.map(presentStaff) };
  }
}
