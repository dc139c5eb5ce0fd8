import { makeStyles } from '@material-ui/core/styles';
import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';

/** The five tones of every status. Green (`good`) needs proof. */
export type Tone = Verdict;

/** Instead of the glyph of `unknown` where nobody looked at all. */
export const NOT_CHECKED_GLYPH = '◌';

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
      flex: 'none',
      minWidth: '1.25em',
      textAlign: 'center',
      fontWeight: 'bold',
      borderRadius: 'var(--bui-radius-1)',
    },
    good: { color: 'var(--bui-positive-fg-subdued)' },
    busy: { color: 'var(--bui-announcement-fg-subdued)' },
    attention: { color: 'var(--bui-warning-fg-subdued)' },
    bad: { color: 'var(--bui-negative-fg-subdued)' },
    unknown: { color: 'var(--bui-fg-primary)' },
    // Hatched: unknown is not a colour between the others.
    hatched: {
      backgroundImage:
        'repeating-linear-gradient(135deg, color-mix(in srgb, var(--bui-fg-secondary) 40%, transparent) 0 1px, transparent 1px 5px)',
    },
  },
  { name: 'O8Glyph' },
);

/** The sign of a tone; the word beside it says the same to those who do not see it. */
export function Glyph(props: { tone: Tone; glyph?: string }) {
  const { tone, glyph = GLYPHS[tone] } = props;
  const classes = useStyles();
  const hatched = glyph === GLYPHS.unknown ? classes.hatched : '';
  return (
    <span
      aria-hidden="true"
      className={`${classes.root} ${classes[tone]} ${hatched}`}
    >
      {glyph}
    </span>
  );
}
