import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { FacetId } from '@orchestr8/backstage-plugin-o8-common';
import type { ListedModule } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';
import { isNotChecked, sayWord } from '../FacetHeadline';
import { NOT_CHECKED_GLYPH, Status, toTone } from '../Status';

const useStyles = makeStyles(
  {
    root: { display: 'inline-flex', flexDirection: 'column', minWidth: 0 },
    since: {
      paddingLeft: 'calc(1.25em + var(--bui-space-1))',
      fontSize: 'var(--bui-font-size-2)',
      color: 'var(--bui-fg-secondary)',
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
    },
  },
  { name: 'O8FacetCell' },
);

/** Props of {@link FacetCell}. */
export interface FacetCellProps {
  facet: FacetId;
  module: ListedModule;
  isCurrent: boolean;
}

/** A facet in glyph, word and age. */
export function FacetCell(props: FacetCellProps) {
  const { facet, module, isCurrent } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const { verdict, headline, since } = module.facets[facet];
  return (
    <span className={classes.root}>
      <Status
        tone={toTone(verdict, isCurrent)}
        label={sayWord(t, { facet, headline, verdict })}
        glyph={
          verdict === 'unknown' && isNotChecked(headline)
            ? NOT_CHECKED_GLYPH
            : undefined
        }
      />
      <span className={classes.since}>
        <Age time={since} form="for" />
      </span>
    </span>
  );
}
