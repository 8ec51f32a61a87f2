import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { AllowPerson } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { DeleteView } from './delete-view.js';
import { ListViews } from './list-views.js';
import { MAX_VIEWS_PER_PERSON, SaveView } from './save-view.js';
import { VIEW_COLUMNS } from './view-columns.js';
import { SaveViewBody, ViewAnswer, ViewId, ViewsAnswer, ViewsQuery } from './view-shapes.js';

@Controller('v1/views')
@Tagged('Staff')
export class ViewsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listViews: ListViews,
  ) {}

  @Get()
  @AllowPerson()
  @Answers({
    id: 'listViews',
    summary: 'Saved views: those of the person who is signed in, and those that are shared',
    description: `By name. ${ALSO_CSV}`,
    answer: ViewsAnswer,
  })
  list(
    @Query({ schema: ViewsQuery }) query: ViewsQuery,
    @Person() person: Person,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof ViewsAnswer> | StreamableFile> {
    const read = (asked: typeof query) => this.listViews.execute(asked, person);
    return pageOrCsv(csv, query, read, { name: 'views', subject: 'staff', columns: VIEW_COLUMNS });
  }

  @Post()
  @AllowPerson()
  @Answers({
    id: 'addView',
    summary: 'Saves a view of a page, for oneself or for everybody',
    description:
      `Replaces the one of the same name that the person has saved on the page. ` +
      `A person has ${MAX_VIEWS_PER_PERSON} at most.`,
    answer: ViewAnswer,
  })
  save(
    @Body({ schema: SaveViewBody }) body: SaveViewBody,
    @Person() person: Person,
  ): Promise<ViewAnswer> {
    return this.commands.execute(new SaveView(body, person));
  }

  @Delete(':view_id')
  @AllowPerson()
  @Answers({
    id: 'deleteView',
    summary: 'Deletes a view that one has saved',
    description: 'For everybody, where it was shared. The page that it leads to stays.',
    status: 204,
  })
  async delete(
    @Param('view_id', { schema: ViewId }) viewId: string,
    @Person() person: Person,
  ): Promise<void> {
    await this.commands.execute(new DeleteView(viewId, person));
  }
}
