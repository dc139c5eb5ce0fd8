import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  CellText,
  Table,
  useTable,
  type ColumnConfig,
  type SortDescriptor,
} from '@backstage/ui';
import { FACETS, type FacetId } from '@orchestr8/backstage-plugin-o8-common';
import { useMemo } from 'react';
import type { ListedModule } from '../../modules';
import { o8TranslationRef, type Translate } from '../../translation';
import { FacetCell } from './FacetCell';
import { ModuleName } from './ModuleName';
import { MODULES_ORDERS, type ModulesOrder } from './modulesSearch';

/** Props of {@link ModulesTable} and {@link ModulesList}. */
export interface ModulesListProps {
  modules: ListedModule[];
  /** The titles of clusters by their names. */
  clusterTitles: Record<string, string>;
  isCurrent: boolean;
  /** Whether this is the list of before, while another one loads. */
  isStale: boolean;
}

/** Props of {@link ModulesTable}. */
export interface ModulesTableProps extends ModulesListProps {
  order: ModulesOrder;
  onOrderChange(order: ModulesOrder): void;
}

type Row = ListedModule & { id: string };

/** The modules as a table. */
export function ModulesTable(props: ModulesTableProps) {
  const { modules, clusterTitles, isCurrent, order, onOrderChange, isStale } =
    props;
  const { t } = useTranslationRef(o8TranslationRef);
  const columns = useMemo(
    () => createColumns({ t, clusterTitles, isCurrent }),
    [t, clusterTitles, isCurrent],
  );
  const data = useMemo(
    () => modules.map(module => ({ ...module, id: module.entityRef })),
    [modules],
  );
  // The backend sorts and pages; this only shows in which order it did.
  const { tableProps } = useTable<Row>({
    mode: 'complete',
    data,
    paginationOptions: { type: 'none' },
  });
  return (
    <div aria-busy={isStale}>
      <Table
        {...tableProps}
        isStale={isStale}
        columnConfig={columns}
        sort={{
          descriptor: toDescriptor(order),
          onSortChange: descriptor => onOrderChange(toOrder(descriptor)),
        }}
      />
    </div>
  );
}

function createColumns(options: {
  t: Translate;
  clusterTitles: Record<string, string>;
  isCurrent: boolean;
}): ColumnConfig<Row>[] {
  const { t, clusterTitles, isCurrent } = options;
  const createFacetColumn = (facet: FacetId): ColumnConfig<Row> => ({
    id: facet,
    label: t(`modules.column.${facet}`),
    isSortable: true,
    cell: module => (
      <Cell>
        <FacetCell facet={facet} module={module} isCurrent={isCurrent} />
      </Cell>
    ),
  });
  const createRefColumn = (key: 'owner' | 'system'): ColumnConfig<Row> => ({
    id: key,
    label: t(`modules.column.${key}`),
    cell: ({ [key]: ref }) =>
      ref === null ? (
        <CellText title={t('modules.none')} color="secondary" />
      ) : (
        <Cell>
          <EntityRefLink entityRef={ref} hideIcon />
        </Cell>
      ),
  });
  return [
    {
      id: 'name',
      label: t('modules.column.module'),
      isRowHeader: true,
      isSortable: true,
      cell: module => (
        <Cell>
          <ModuleName module={module} />
        </Cell>
      ),
    },
    ...FACETS.map(createFacetColumn),
    createRefColumn('owner'),
    createRefColumn('system'),
    {
      id: 'clusters',
      label: t('modules.column.clusters'),
      cell: ({ clusters }) => (
        <Cell>
          <span title={clusters.map(c => clusterTitles[c] ?? c).join('\n')}>
            {clusters.join(', ') || t('modules.noClusters')}
          </span>
        </Cell>
      ),
    },
  ];
}

// For a facet ascending means the worst first, as the backend orders it.
function toDescriptor(order: ModulesOrder): SortDescriptor | null {
  if (order === 'trouble') {
    return null;
  }
  return order.startsWith('-')
    ? { column: order.slice(1), direction: 'descending' }
    : { column: order, direction: 'ascending' };
}

function toOrder({ column, direction }: SortDescriptor): ModulesOrder {
  const order = direction === 'descending' ? `-${column}` : column;
  return MODULES_ORDERS.find(known => known === order) ?? 'trouble';
}
