import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef, type Translate } from '../../translation';
import { Disclosure } from '../Disclosure';
import { Status, toTone, type Tone } from '../Status';
import { formatSince } from './formatSince';
import { SourceList } from './SourceList';
import { toSourceNotice } from './toSourceNotice';

const MAX_NAMED = 2;

const useStyles = makeStyles(
  { text: { fontSize: 'var(--bui-font-size-2)', overflowWrap: 'anywhere' } },
  { name: 'O8SourceNotice' },
);

/** Props of {@link SourceNotice}. */
export interface SourceNoticeProps {
  sources: SourceStatus[];
  /** Whether to say so too when all is fresh. */
  always?: boolean;
  /** False when they could not be refreshed, or are old: then nothing is green. */
  isCurrent?: boolean;
}

/** One line on how much of what is shown is true; it opens to every source. */
export function SourceNotice(props: SourceNoticeProps) {
  const { sources, always = false, isCurrent = true } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const { clusters, freshClusters, problems } = toSourceNotice(
    // Of a whole fleet, few clusters have everything: that is no news. The list has it.
    always ? sources.filter(({ state }) => state !== 'unsupported') : sources,
  );
  if (clusters === 0) {
    return always ? <Status tone="unknown" label={t('sources.none')} /> : null;
  }
  if (problems.length === 0 && !always) {
    return null;
  }

  const isFresh = problems.length === 0;
  const isWhole = freshClusters === clusters;
  const named = problems
    .filter(({ state }) => isWhole || state !== 'unsupported')
    .map(problem => sayProblem(t, problem));
  const more = named.length - MAX_NAMED;
  const parts = [
    isFresh
      ? t(isCurrent ? 'sources.allFresh' : 'sources.wereFresh', {
          count: clusters,
        })
      : t('sources.partial', { count: clusters, fresh: String(freshClusters) }),
    ...named.slice(0, MAX_NAMED),
    ...(more > 0 ? [t('sources.more', { more: String(more) })] : []),
  ];
  return (
    <div className={classes.text}>
      <Disclosure
        summary={
          <Status
            tone={toTone(toNoticeTone(isFresh, isWhole), isCurrent)}
            label={parts.join('; ')}
          />
        }
      >
        <SourceList sources={sources} isCurrent={isCurrent} />
      </Disclosure>
    </div>
  );
}

// What a cluster does not have is no trouble by itself, but nothing to be green about.
function toNoticeTone(isFresh: boolean, isWhole: boolean): Tone {
  if (isFresh) {
    return 'good';
  }
  return isWhole ? 'unknown' : 'attention';
}

function sayProblem(t: Translate, problem: SourceStatus): string {
  const { clusterTitle: cluster, state, source, confirmedAt } = problem;
  const time = formatSince(problem.since, Date.now());
  switch (state) {
    case 'failed':
      return source === 'connection'
        ? t('sources.failed', { cluster, time, reason: sayReason(t, problem) })
        : t('sources.sourceFailed', {
            cluster,
            source,
            time,
            reason: sayReason(t, problem),
          });
    case 'unsupported':
      return t('sources.unsupported', { cluster, source });
    default:
      return confirmedAt === null
        ? t('sources.neverRead', { cluster })
        : t('sources.stale', {
            cluster,
            time: formatSince(confirmedAt, Date.now()),
          });
  }
}

// A sentence such as "The cluster cannot be reached: connection refused", or with a
// kind before it: what comes after is in the list.
function sayReason(t: Translate, { message }: SourceStatus): string {
  const [first, second = ''] = (message ?? '').split(': ');
  const reason = first.includes(' ') ? first : second;
  // Not the first letter of an abbreviation.
  return (
    reason.replace(/^\p{Lu}(?=\p{Ll})/u, letter => letter.toLowerCase()) ||
    t('sources.unreachable')
  );
}
