import { makeStyles } from '@material-ui/core/styles';

/** The five tones of every status. Green (`good`) needs proof. */
export type Tone = 'good' | 'busy' | 'attention' | 'bad' | 'unknown';

const GLYPHS: Record<Tone, string> = {
  good: '●',
  busy: '◐',
  attention: '▲',
  bad: '✕',
  unknown: '?',
};

const useStyles = makeStyles(
  {
    root: {
      display: 'inline-flex',
      alignItems: 'baseline',
      gap: 'var(--bui-space-1)',
      fontSize: 'var(--bui-font-size-2)',
      whiteSpace: 'nowrap',
    },
    glyph: { width: '1.1em', textAlign: 'center', fontWeight: 'bold' },
    good: { color: 'var(--bui-positive-fg-subdued)' },
    busy: { color: 'var(--bui-announcement-fg-subdued)' },
    attention: { color: 'var(--bui-warning-fg-subdued)' },
    bad: { color: 'var(--bui-negative-fg-subdued)' },
    unknown: { color: 'var(--bui-fg-secondary)' },
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
  const { tone, label, glyph = GLYPHS[tone] } = props;
  const classes = useStyles();
  return (
    <span className={`${classes.root} ${classes[tone]}`}>
      <span aria-hidden="true" className={classes.glyph}>
        {glyph}
      </span>
      <span>{label}</span>
    </span>
  );
}
