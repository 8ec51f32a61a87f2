import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Page, PageRequest } from '../shapes/cursor.js';
import { newestFirst } from '../shapes/newest-first.js';
import { noSuchStaff } from './change-staff.js';
import { presentStaff, type StaffAnswer, type StaffNames } from './staff-shapes.js';
import { Staff } from './staff.entity.js';

/** People beyond so many are shown by their ids. */
const MAX_NAMES = 2_000;

/** All people, newest first, those who are not active too. */
@Injectable()
export class ListStaff {
  constructor(@InjectRepository(Staff) private readonly staff: Repository<Staff>) {}

  /** One of them. 404. */
  async one(id: string): Promise<z.input<typeof StaffAnswer>> {
    const person = await this.staff.findOneBy({ id });
    if (!person) throw noSuchStaff();
    return presentStaff(person);
  }

  /** What people are called, by name. */
  async names(): Promise<z.input<typeof StaffNames>> {
    const people = await this.staff.find({
      select: { id: true, name: true },
      order: { name: 'ASC', id: 'ASC' },
      take: MAX_NAMES,
    });
    return { data: people.map(({ id, name }) => ({ staff_id: id, name })) };
  }

  async execute(request: PageRequest): Promise<Page<z.input<typeof StaffAnswer>>> {
    const query = this.staff.createQueryBuilder('listed');
    const listed = await newestFirst(query, request);
    return { ...listed, data: listed.data.map(presentStaff) };
  }
}
