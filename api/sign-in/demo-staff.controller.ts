import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { RoleName } from '../auth/roles.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { MakeDemoStaff } from './make-demo-staff.js';

const DemoStaff = z
  .object({
    data: z.array(
      z
        .object({ email: z.string(), name: z.string(), role: RoleName, password: z.string() })
        .meta({ id: 'DemoPerson' }),
    ),
  })
  .meta({ id: 'DemoStaff' });

@Controller('v1/demo-staff')
@Tagged('Operations')
export class DemoStaffController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('clock:write')
  @Answers({
    id: 'createDemoStaff',
    summary: 'Makes people of the demo, who use the console without TOTP; sandbox mode only',
    description:
      'An administrator, a lead, and one each of support, finance and product. Called again, it ' +
      'changes nothing and gives the same passwords.',
    answer: DemoStaff,
    problems: [404],
  })
  async create(@Caller() caller: Caller): Promise<z.input<typeof DemoStaff>> {
    return { data: await this.commands.execute(new MakeDemoStaff(caller)) };
  }
}
