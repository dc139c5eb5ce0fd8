import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';
import { Disclosure } from '../Disclosure';
import { Status, toTone } from '../Status';
import type { ClusterRow } from './toClusterRows';

const MAX_ROWS = 5;

const useStyles = makeStyles(
  {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      columnGap: 'var(--bui-space-3)',
      alignItems: 'baseline',
      padding: 'var(--bui-space-2) 0',
      borderTop: '1px solid var(--bui-border-1)',
    },
    name: { overflowWrap: 'anywhere' },
    since: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  },
  { name: 'O8ClusterList' },
);

/** Props of {@link ClusterList}. */
export interface ClusterListProps {
  rows: ClusterRow[];
  isCurrent: boolean;
}

/** The clusters of the card: five, and the others on demand. */
export function ClusterList(props: ClusterListProps) {
  const { rows, isCurrent } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const others = rows.slice(MAX_ROWS);
  return (
    <div>
      <Rows rows={rows.slice(0, MAX_ROWS)} isCurrent={isCurrent} />
      {others.length > 0 && (
        <Disclosure
          summary={
            <Text variant="body-small" color="secondary">
              {t('sourcesCard.more', { count: others.length })}
            </Text>
          }
        >
          <Rows rows={others} isCurrent={isCurrent} />
        </Disclosure>
      )}
    </div>
  );
}

function Rows(props: ClusterListProps) {
  const { rows, isCurrent } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {rows.map(row => (
        <li key={row.cluster} className={classes.row}>
          <Text className={classes.name}>{row.title}</Text>
          <Status
            tone={toTone(row.tone, isCurrent)}
            label={t(`sourceState.${row.state}`)}
          />
          <Text variant="body-small" color="secondary">
            {row.message}
          </Text>
          <Text
            variant="body-small"
            color="secondary"
            className={classes.since}
          >
            <Age time={row.since} form="for" />
          </Text>
        </li>
      ))}
    </ul>
  );
}
