import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Table, Text, useTable, type ColumnConfig } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import type {
  SourceStatus,
  UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import { useMemo } from 'react';
import { findErrorMessage, isNotAllowed } from '../../errors';
import { useUnmatched } from '../../modules';
import { o8TranslationRef, type Translate } from '../../translation';
import { Disclosure } from '../Disclosure';
import { toClusterTitles } from './toClusterTitles';

const PAGE_SIZE = 20;

const useStyles = makeStyles(
  { wrap: { overflowWrap: 'anywhere' } },
  { name: 'O8UnmatchedLine' },
);

type Row = UnmatchedObject & { id: string };

/** How many objects belong to no module; it opens to them. */
export function UnmatchedLine() {
  const { t } = useTranslationRef(o8TranslationRef);
  const { value, error } = useUnmatched();
  if (!value) {
    // Who may not see the fleet has no such line; that is no failure.
    return error && !isNotAllowed(error) ? (
      <Text variant="body-small" color="secondary">
        {t('modules.unmatched.error', { message: findErrorMessage(error) })}
      </Text>
    ) : null;
  }
  if (value.totalItems === 0) {
    return null;
  }
  return (
    <Disclosure
      summary={
        <Text variant="body-small">
          {t('modules.unmatched.summary', { count: value.totalItems })}
        </Text>
      }
    >
      <UnmatchedTable objects={value.items} sources={value.sources} />
      {value.items.length < value.totalItems && (
        <Text variant="body-small" color="secondary">
          {t('modules.unmatched.shown', {
            shown: String(value.items.length),
            total: String(value.totalItems),
          })}
        </Text>
      )}
    </Disclosure>
  );
}

function UnmatchedTable(props: {
  objects: UnmatchedObject[];
  sources: SourceStatus[];
}) {
  const { objects, sources } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const data = useMemo(
    () => objects.map(object => ({ ...object, id: toId(object) })),
    [objects],
  );
  const columns = useMemo(
    () => createColumns(t, toClusterTitles(sources)),
    [t, sources],
  );
  const { tableProps } = useTable<Row>({
    mode: 'complete',
    data,
    paginationOptions: { pageSize: PAGE_SIZE, showPageSizeOptions: false },
  });
  return (
    <Table {...tableProps} columnConfig={columns} className={classes.wrap} />
  );
}

function createColumns(
  t: Translate,
  clusterTitles: Record<string, string>,
): ColumnConfig<Row>[] {
  return [
    {
      id: 'object',
      label: t('modules.unmatched.object'),
      isRowHeader: true,
      cell: ({ kind, namespace, name }) => (
        <Cell>
          {t('evidence.objectName', {
            kind,
            name: namespace === null ? name : `${namespace}/${name}`,
          })}
        </Cell>
      ),
    },
    {
      id: 'cluster',
      label: t('modules.unmatched.cluster'),
      cell: ({ cluster }) => <Cell>{clusterTitles[cluster] ?? cluster}</Cell>,
    },
    {
      id: 'reason',
      label: t('modules.unmatched.reason'),
      cell: ({ reason, module }) => (
        <Cell>
          {t(`modules.unmatched.${reason}`, { module: module ?? '?' })}
        </Cell>
      ),
    },
  ];
}

function toId(object: UnmatchedObject): string {
  const { cluster, source, apiVersion, kind, namespace, name } = object;
  return JSON.stringify([cluster, source, apiVersion, kind, namespace, name]);
}
