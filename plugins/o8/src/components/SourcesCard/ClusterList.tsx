import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';
import { Status } from '../Status';
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

/** The clusters of the card, at most five. */
export function ClusterList(props: { rows: ClusterRow[] }) {
  const { rows } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const hidden = rows.length - MAX_ROWS;
  return (
    <>
      <ul className={classes.list}>
        {rows.slice(0, MAX_ROWS).map(row => (
          <li key={row.cluster} className={classes.row}>
            <Text className={classes.name}>{row.title}</Text>
            <Status tone={row.tone} label={t(`sourceState.${row.state}`)} />
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
      {hidden > 0 && (
        <Text variant="body-small" color="secondary">
          {t('sourcesCard.more', { count: hidden })}
        </Text>
      )}
    </>
  );
}
