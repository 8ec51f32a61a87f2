import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Staff } from '../staff/staff.entity.js';
import { DeleteViewHandler } from './delete-view.js';
import { ListViews } from './list-views.js';
import { PresentViews } from './present-views.js';
import { SaveViewHandler } from './save-view.js';
import { SavedView } from './saved-view.entity.js';
import { ViewsController } from './views.controller.js';

/** Pages of the console as people saved them. */
@Module({
  imports: [TypeOrmModule.forFeature([SavedView, Staff])],
  controllers: [ViewsController],
  providers: [DeleteViewHandler, ListViews, PresentViews, SaveViewHandler],
})
export class ViewsModule {}
