import { useListContext } from 'ra-core';
import type { ViewPage } from './use-views.js';
import { ViewsMenu } from './views-menu.js';

/** The saved views of a list: its filters and its order. */
export function ListViews({ page }: { readonly page: ViewPage }) {
  const { filterValues, sort } = useListContext();
  const query = new URLSearchParams({
    filter: JSON.stringify(filterValues),
    sort: sort.field,
    order: sort.order,
    page: '1',
  });
  return <ViewsMenu page={page} query={query.toString()} />;
}
