import { Link } from 'react-router';
import { useModelName } from '../data/model-names.js';
import type { Words } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import type { Column } from '../ui/grid.js';
import type { Dimension } from './question.js';

/** A column for each dimension; accounts and models are links. */
export const dimensionColumns = <Row,>(
  groupBy: readonly Dimension[],
  t: Words,
  namesOf: (row: Row) => readonly (string | null)[],
): Column<Row>[] =>
  groupBy.map((dimension, index) => ({
    label: t(`dimension.${dimension}`),
    render: (row) => {
      const name = namesOf(row)[index] ?? null;
      if (name === null) return t('explorer.none');
      if (dimension === 'model') return <ModelName id={name} />;
      if (dimension !== 'account') return name;
      return <Link to={accountPath(name)}>{name}</Link>;
    },
  }));

/** A model by its name; the id that the CSV has is its title. */
function ModelName({ id }: { readonly id: string }) {
  const modelName = useModelName();
  return (
    <Link to={`/models/${encodeURIComponent(id)}`} title={id} data-id={id}>
      {modelName(id)}
    </Link>
  );
}
