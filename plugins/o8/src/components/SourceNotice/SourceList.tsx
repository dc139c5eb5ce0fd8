import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';
import { Status, toTone } from '../Status';
import { toSourceRow } from '../SourcesCard';

const useStyles = makeStyles(
  {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      columnGap: 'var(--bui-space-3)',
      padding: 'var(--bui-space-1) 0',
      borderTop: '1px solid var(--bui-border-1)',
      overflowWrap: 'anywhere',
    },
    secondary: { color: 'var(--bui-fg-secondary)' },
    since: { color: 'var(--bui-fg-secondary)', textAlign: 'right' },
  },
  { name: 'O8SourceList' },
);

/** Every source of every cluster: how it is, since when and why. */
export function SourceList(props: {
  sources: SourceStatus[];
  isCurrent: boolean;
}) {
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {props.sources.map(source => {
        const { tone, state } = toSourceRow(source);
        return (
          <li
            key={`${source.cluster} ${source.source}`}
            className={classes.row}
          >
            <span>
              {source.clusterTitle}{' '}
              <span className={classes.secondary}>
                {source.source === 'connection'
                  ? t('sources.connection')
                  : source.source}
              </span>
            </span>
            <Status
              tone={toTone(tone, props.isCurrent)}
              label={t(`sourceState.${state}`)}
            />
            <span className={classes.secondary}>{source.message}</span>
            <span className={classes.since}>
              <Age time={source.since} form="for" />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
