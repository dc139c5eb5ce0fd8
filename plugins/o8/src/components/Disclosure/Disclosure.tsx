import { makeStyles } from '@material-ui/core/styles';
import { RiArrowRightSLine } from '@remixicon/react';
import { useId, useState, type ReactNode } from 'react';

const ICON_SIZE_PX = 18;

const useStyles = makeStyles(
  {
    button: {
      display: 'flex',
      alignItems: 'center',
      gap: 'var(--bui-space-1)',
      width: '100%',
      minHeight: 32,
      padding: 'var(--bui-space-1) 0',
      border: 0,
      borderRadius: 'var(--bui-radius-2)',
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      textAlign: 'left',
      cursor: 'pointer',
      '&:hover': { backgroundColor: 'var(--bui-bg-neutral-2)' },
      '&:focus-visible': {
        outline: '2px solid var(--bui-ring)',
        outlineOffset: 1,
      },
    },
    icon: {
      flex: 'none',
      color: 'var(--bui-fg-secondary)',
      '@media (prefers-reduced-motion: no-preference)': {
        transition: 'transform 120ms',
      },
    },
    open: { transform: 'rotate(90deg)' },
    summary: { flex: 1, minWidth: 0 },
    inside: { paddingLeft: ICON_SIZE_PX + 4, minWidth: 0 },
  },
  { name: 'O8Disclosure' },
);

/** Props of {@link Disclosure}. */
export interface DisclosureProps {
  /** What the button says; nothing in it may be focusable itself. */
  summary: ReactNode;
  /** Shown below the button whether it is open or not. */
  details?: ReactNode;
  /** What opens. */
  children: ReactNode;
}

/** A line that opens to what stands behind it. */
export function Disclosure(props: DisclosureProps) {
  const { summary, details, children } = props;
  const classes = useStyles();
  const [isOpen, setOpen] = useState(false);
  const panelId = useId();
  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <RiArrowRightSLine
          aria-hidden="true"
          size={ICON_SIZE_PX}
          className={`${classes.icon} ${isOpen ? classes.open : ''}`}
        />
        <span className={classes.summary}>{summary}</span>
      </button>
      {details && <div className={classes.inside}>{details}</div>}
      {isOpen && (
        <div id={panelId} className={classes.inside}>
          {children}
        </div>
      )}
    </>
  );
}
