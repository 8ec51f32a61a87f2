import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ApiError, done, type Schemas } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';

/** A page of the console that has views. */
export type ViewPage = Schemas['ViewPage'];
/** A page as somebody saved it. */
export type View = Schemas['SavedView'];

/** More views than these are not shown: a person saves a hundred at most. */
const MAX_SHOWN = 200;

/** The views of a page, and how they are saved and deleted. `isOpen`: whether they are shown. */
export function useViews(page: ViewPage, isOpen: boolean) {
  const queries = useQueryClient();
  const queryKey = ['views', page];
  const onDone = () => queries.invalidateQueries({ queryKey });
  const list = useQuery({
    queryKey,
    enabled: isOpen,
    queryFn: ({ signal }) => {
      const query = { 'filter[page]': page, 'page[size]': MAX_SHOWN };
      return answerOf(api.GET('/v1/views', { params: { query }, signal }));
    },
  });
  const save = useChange({
    call: (view: Omit<Schemas['SaveView'], 'page'>) =>
      answerOf(api.POST('/v1/views', { body: { page, ...view } })),
    onDone,
  });
  const remove = useChange({
    call: (id: string) =>
      done(api.DELETE('/v1/views/{view_id}', { params: { path: { view_id: id } } })),
    onDone,
  });
  return { list, save, remove };
}

/** Why a view could not be saved: the words of its field, where there are any. */
export function reasonOf(error: Error): string {
  const [field] = (error instanceof ApiError && error.problem?.invalid_parameters) || [];
  return field?.reason ?? error.message;
}
