import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ClaimProblem,
  ModuleDetail,
  ModuleObject,
} from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef } from '../../translation';
import { Disclosure } from '../Disclosure';

/** More than these nobody reads on a card. */
const MAX_OBJECTS = 5;

const useStyles = makeStyles(
  {
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      overflowWrap: 'anywhere',
    },
    said: { color: 'var(--bui-fg-secondary)' },
  },
  { name: 'O8BindingObjects' },
);

/** The objects and annotations that make the binding less than certain, behind a line. */
export function BindingObjects(props: { detail: ModuleDetail }) {
  const { objects, claimProblems, clusterTitles } = props.detail;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const conflicts = objects.filter(({ binding }) => binding === 'conflict');
  const claimed = objects.filter(({ binding }) => binding === 'claimed');
  const counts = [
    { key: 'conflict', count: conflicts.length },
    { key: 'claimed', count: claimed.length },
    { key: 'problem', count: claimProblems.length },
  ] as const;
  const said = counts.filter(({ count }) => count > 0);
  if (said.length === 0) {
    return null;
  }
  const uncertain = [...conflicts, ...claimed];
  const more = uncertain.length - MAX_OBJECTS;
  return (
    <Disclosure
      summary={
        <Text variant="body-small">
          {said
            .map(({ key, count }) => t(`binding.${key}`, { count }))
            .join(', ')}
        </Text>
      }
    >
      <ul className={classes.list} aria-label={t('binding.list')}>
        {uncertain.slice(0, MAX_OBJECTS).map(object => (
          <li key={toId(object)}>
            <ObjectLine object={object} clusterTitles={clusterTitles} />
          </li>
        ))}
        {more > 0 && <li>{t('binding.more', { count: more })}</li>}
        {claimProblems.map(problem => (
          <li key={`${problem.annotation} ${problem.code}`}>
            <ProblemLine problem={problem} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function ObjectLine(props: {
  object: ModuleObject;
  clusterTitles: Record<string, string>;
}) {
  const { object, clusterTitles } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const { kind, namespace, name, cluster, conflict } = object;
  return (
    <Text variant="body-small">
      {t('evidence.objectName', {
        kind,
        name: namespace === null ? name : `${namespace}/${name}`,
      })}{' '}
      {t('binding.onCluster', { cluster: clusterTitles[cluster] ?? cluster })}
      {': '}
      <span className={classes.said}>
        {t(`binding.object.${conflict ?? 'claimed'}`, {})}
      </span>
    </Text>
  );
}

function ProblemLine({ problem }: { problem: ClaimProblem }) {
  const { annotation, code } = problem;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  return (
    <Text variant="body-small">
      {annotation}
      {': '}
      <span className={classes.said}>
        {t(`binding.annotation.${code}`, {})}
      </span>
    </Text>
  );
}

function toId(object: ModuleObject): string {
  const { cluster, source, apiVersion, kind, namespace, name } = object;
  return JSON.stringify([cluster, source, apiVersion, kind, namespace, name]);
}
