import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  link: {
    display: 'flex',
    alignItems: 'center',
    height: 2 * sidebarConfig.logoHeight,
    // Centres the mark over the icons of the closed sidebar.
    paddingLeft: (sidebarConfig.drawerWidthClosed - 28) / 2,
    gap: 14,
    color: '#ffffff',
    fontSize: 20,
    fontWeight: 600,
    '&:hover': { textDecoration: 'none' },
  },
  mark: { width: 28, height: 28, flexShrink: 0 },
});

/** Two loops, write and read, that make an eight. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={classes.link}
      aria-label="Orchestr8, home"
    >
      <svg viewBox="0 0 32 32" className={classes.mark} aria-hidden="true">
        <g fill="none" stroke="#7fe0cb" strokeWidth="4">
          <circle cx="16" cy="9.5" r="6" />
          <circle cx="16" cy="22" r="7.5" />
        </g>
      </svg>
      {isOpen && <span>Orchestr8</span>}
    </Link>
  );
}
