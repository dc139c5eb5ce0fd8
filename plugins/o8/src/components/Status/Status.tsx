import { makeStyles } from '@material-ui/core/styles';
import { Glyph, type Tone } from './Glyph';

const useStyles = makeStyles(
  {
    root: {
      display: 'inline-flex',
      alignItems: 'baseline',
      gap: 'var(--bui-space-1)',
      maxWidth: '100%',
      fontSize: 'var(--bui-font-size-2)',
    },
    good: { color: 'var(--bui-positive-fg-subdued)' },
    busy: { color: 'var(--bui-announcement-fg-subdued)' },
    attention: { color: 'var(--bui-warning-fg-subdued)' },
    bad: {
      color: 'var(--bui-negative-fg-subdued)',
      fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
    },
    unknown: { color: 'var(--bui-fg-primary)' },
  },
  { name: 'O8Status' },
);

/** Props of {@link Status}. */
export interface StatusProps {
  tone: Tone;
  /** The status in the field's own word: the colour never stands alone. */
  label: string;
  /** Instead of the tone's own glyph, such as "◌" for not checked. */
  glyph?: string;
}

/** A status as glyph and word, the same way everywhere. */
export function Status(props: StatusProps) {
  const { tone, label, glyph } = props;
  const classes = useStyles();
  return (
    <span className={`${classes.root} ${classes[tone]}`}>
      <Glyph tone={tone} glyph={glyph} />
      <span>{label}</span>
    </span>
  );
}
