import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { o8TranslationRef } from '../../translation';
import { NOT_CHECKED_GLYPH, Status, type StatusProps } from '../Status';
import type { NameCheck } from './useNameCheck';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      // Room for one line: the fields below do not jump while one types.
      minHeight: '1.75rem',
      marginTop: theme.spacing(0.5),
      overflowWrap: 'anywhere',
    },
    message: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.caption.fontSize,
    },
  }),
  { name: 'O8NameState' },
);

const LOOKS: Record<NameCheck['state'], Pick<StatusProps, 'tone' | 'glyph'>> = {
  empty: { tone: 'unknown' },
  noZone: { tone: 'unknown', glyph: NOT_CHECKED_GLYPH },
  checking: { tone: 'busy' },
  free: { tone: 'good', glyph: '✓' },
  resumable: { tone: 'attention' },
  complete: { tone: 'attention' },
  taken: { tone: 'bad' },
  invalid: { tone: 'bad' },
  unknown: { tone: 'unknown' },
};

/** Props of {@link NameState}. */
export interface NameStateProps {
  id?: string;
  name: string;
  check: NameCheck;
  onRetry(): void;
}

/** Says whether a name is free, and if not, why. */
export function NameState(props: NameStateProps) {
  const { id, name, check, onRetry } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const { state } = check;
  const sayLabel = () => {
    switch (state) {
      case 'free':
        return t('create.name.free', { name });
      case 'noZone':
        return t('create.name.noZone');
      default:
        return state === 'empty' ? '' : t(`create.name.word.${state}`);
    }
  };
  return (
    <div className={classes.root}>
      <div id={id} aria-live="polite">
        {state !== 'empty' && <Status {...LOOKS[state]} label={sayLabel()} />}
        {'message' in check && check.message && (
          <div className={classes.message}>{check.message}</div>
        )}
        {'ownerMessage' in check && check.ownerMessage && (
          <div>
            <Status tone="bad" label={check.ownerMessage} />
          </div>
        )}
      </div>
      {state === 'unknown' && (
        <Button size="small" variant="tertiary" onPress={onRetry}>
          {t('error.tryAgain')}
        </Button>
      )}
    </div>
  );
}
