import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { ObjectRef } from '@orchestr8/backstage-plugin-o8-common';
import { Fragment, type ReactNode } from 'react';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';

/** One thing that a claim rests on. */
export interface EvidenceEntry {
  /** Where it was looked up, if that is not an object of a cluster. */
  place?: string;
  /** Null: the finding is that no such object exists. */
  object?: ObjectRef | null;
  expected?: string;
  found?: ReactNode;
  message?: string | null;
  revision?: string | null;
  /** When it began. */
  since?: string | null;
  /** When it was last seen. */
  at?: string | null;
}

/** Props of {@link EvidenceList}. */
export interface EvidenceListProps {
  entries: EvidenceEntry[];
  /** The titles of clusters by their names. */
  clusterTitles: Record<string, string>;
  /** What to do about it, in one or two sentences. */
  remedy?: string;
}

const useStyles = makeStyles(
  {
    root: {
      margin: 'var(--bui-space-1) 0 var(--bui-space-3)',
      padding: 'var(--bui-space-2) var(--bui-space-3)',
      borderLeft: '2px solid var(--bui-border-2)',
      fontSize: 'var(--bui-font-size-2)',
      lineHeight: 1.5,
    },
    remedy: { margin: '0 0 var(--bui-space-2)' },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    entry: {
      display: 'grid',
      gridTemplateColumns: 'minmax(5rem, max-content) minmax(0, 1fr)',
      columnGap: 'var(--bui-space-3)',
      margin: 0,
      '& dt': { color: 'var(--bui-fg-secondary)' },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
    separated: {
      '& + &': {
        marginTop: 'var(--bui-space-2)',
        paddingTop: 'var(--bui-space-2)',
        borderTop: '1px solid var(--bui-border-1)',
      },
    },
    place: { color: 'var(--bui-fg-secondary)' },
  },
  { name: 'O8EvidenceList' },
);

/** What to do, and the objects that a claim rests on. */
export function EvidenceList(props: EvidenceListProps) {
  const { entries, clusterTitles, remedy } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {remedy && (
        <p className={classes.remedy}>
          <strong>{t('evidence.remedy')}:</strong> {remedy}
        </p>
      )}
      <ul className={classes.list} aria-label={t('evidence.label')}>
        {entries.map((entry, index) => (
          // Entries have no identity of their own, and keep no state.
          <li key={index} className={classes.separated}>
            <Entry entry={entry} clusterTitles={clusterTitles} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Entry(props: {
  entry: EvidenceEntry;
  clusterTitles: Record<string, string>;
}) {
  const { entry, clusterTitles } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const rows: [string, ReactNode][] = [
    [t('evidence.cluster'), entry.place],
    [
      t('evidence.object'),
      entry.object === null
        ? t('evidence.noObject')
        : entry.object && (
            <ObjectName object={entry.object} clusterTitles={clusterTitles} />
          ),
    ],
    [t('evidence.expected'), entry.expected],
    [t('evidence.found'), entry.found],
    [t('evidence.message'), entry.message],
    [t('evidence.revision'), entry.revision],
    [t('evidence.since'), entry.since && <Age time={entry.since} />],
    [t('evidence.at'), entry.at && <Age time={entry.at} />],
  ];
  return (
    <dl className={classes.entry}>
      {rows
        .filter(([, value]) => value)
        .map(([term, value]) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

function ObjectName(props: {
  object: ObjectRef;
  clusterTitles: Record<string, string>;
}) {
  const { object, clusterTitles } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const { kind, namespace, name, apiVersion, cluster } = object;
  return (
    <>
      {t('evidence.objectName', {
        kind,
        name: namespace === null ? name : `${namespace}/${name}`,
      })}{' '}
      <span className={classes.place}>
        {t('evidence.onCluster', {
          apiVersion,
          cluster: clusterTitles[cluster] ?? cluster,
        })}
      </span>
    </>
  );
}
