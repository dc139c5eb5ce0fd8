import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { FACETS } from '@orchestr8/backstage-plugin-o8-common';
import type { ListedModule } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { FacetCell } from './FacetCell';
import { ModuleName } from './ModuleName';
import type { ModulesListProps } from './ModulesTable';

const useStyles = makeStyles(
  {
    list: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 20rem), 1fr))',
      gap: 'var(--bui-space-3)',
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    stale: { opacity: 0.6 },
    item: {
      display: 'flex',
      flexDirection: 'column',
      gap: 'var(--bui-space-2)',
      minWidth: 0,
      padding: 'var(--bui-space-3)',
      borderRadius: 'var(--bui-radius-3)',
      backgroundColor: 'var(--bui-bg-neutral-1)',
      fontSize: 'var(--bui-font-size-3)',
    },
    facts: {
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr)',
      gap: 'var(--bui-space-1) var(--bui-space-3)',
      margin: 0,
      alignItems: 'baseline',
      '& dt': {
        color: 'var(--bui-fg-secondary)',
        fontSize: 'var(--bui-font-size-2)',
      },
      '& dd': {
        margin: 0,
        overflowWrap: 'anywhere',
        fontSize: 'var(--bui-font-size-2)',
      },
    },
  },
  { name: 'O8ModulesList' },
);

/** The modules as cards, where a table does not fit. */
export function ModulesList(props: ModulesListProps) {
  const { modules, clusterTitles, isCurrent, isStale } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  return (
    <ul
      className={`${classes.list} ${isStale ? classes.stale : ''}`}
      aria-label={t('modules.title')}
      aria-busy={isStale}
    >
      {modules.map(module => (
        <li key={module.entityRef} className={classes.item}>
          <ModuleName module={module} />
          <dl className={classes.facts}>
            {FACETS.map(facet => [
              <dt key={`${facet} term`}>{t(`modules.column.${facet}`)}</dt>,
              <dd key={facet}>
                <FacetCell
                  facet={facet}
                  module={module}
                  isCurrent={isCurrent}
                />
              </dd>,
            ])}
            <dt>{t('modules.column.clusters')}</dt>
            <dd>
              {module.clusters
                .map(cluster => clusterTitles[cluster] ?? cluster)
                .join(', ') || t('modules.noClusters')}
            </dd>
            <Refs module={module} />
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Refs(props: { module: ListedModule }) {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <>
      {(['owner', 'system'] as const).map(key => {
        const ref = props.module[key];
        return (
          ref !== null && [
            <dt key={`${key} term`}>{t(`modules.column.${key}`)}</dt>,
            <dd key={key}>
              <EntityRefLink entityRef={ref} hideIcon />
            </dd>,
          ]
        );
      })}
    </>
  );
}
