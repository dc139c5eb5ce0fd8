import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type {
  FacetId,
  ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef, type Translate } from '../../translation';
import { Age } from '../Age';
import { formatDuration } from '../Duration';
import { isNotChecked, sayHeadline } from '../FacetHeadline';
import { Glyph, NOT_CHECKED_GLYPH, toTone } from '../Status';

const useStyles = makeStyles(
  {
    root: { display: 'flex', gap: 'var(--bui-space-2)', margin: 0 },
    sentence: {
      fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
      overflowWrap: 'anywhere',
    },
    since: { color: 'var(--bui-fg-secondary)', whiteSpace: 'nowrap' },
  },
  { name: 'O8Answer' },
);

/** Props of {@link Answer}. */
export interface AnswerProps {
  facet: FacetId;
  detail: ModuleDetail;
  /** False when it could not be refreshed, or is old: then nothing is green. */
  isCurrent: boolean;
}

/** The one sentence that people come for, and how long it has been true. */
export function Answer(props: AnswerProps) {
  const { facet, detail, isCurrent } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const { state, since } = detail.facets[facet];
  const { verdict, headline } = state;
  return (
    <p className={classes.root}>
      <Glyph
        tone={toTone(verdict, isCurrent)}
        glyph={isNotChecked(headline) ? NOT_CHECKED_GLYPH : undefined}
      />
      <span>
        <span className={classes.sentence}>
          {sayHeadline(t, { facet, headline, verdict })}
        </span>{' '}
        <span className={classes.since}>
          {facet === 'recovery' && `${sayObjective(t, detail)} `}
          <Age time={since} form="for" />
        </span>
      </span>
    </p>
  );
}

function sayObjective(t: Translate, detail: ModuleDetail): string {
  const { rpoMs } = detail.facets.recovery.state;
  return rpoMs === null
    ? t('recovery.noObjective')
    : t('recovery.objective', { rpo: formatDuration(t, rpoMs) });
}
