import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';
import { Disclosure } from '../Disclosure';
import { Status, type StatusProps } from '../Status';

const MAX_ROWS = 5;

const useStyles = makeStyles(
  {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    row: { borderTop: '1px solid var(--bui-border-1)' },
    summary: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      columnGap: 'var(--bui-space-3)',
      overflowWrap: 'anywhere',
    },
    details: {
      paddingBottom: 'var(--bui-space-2)',
      fontSize: 'var(--bui-font-size-2)',
      color: 'var(--bui-fg-secondary)',
      overflowWrap: 'anywhere',
      fontVariantNumeric: 'tabular-nums',
    },
    cause: {
      display: '-webkit-box',
      WebkitLineClamp: 2,
      WebkitBoxOrient: 'vertical',
      overflow: 'hidden',
      color: 'var(--bui-fg-primary)',
    },
    more: {
      fontSize: 'var(--bui-font-size-2)',
      color: 'var(--bui-fg-secondary)',
    },
  },
  { name: 'O8FacetRows' },
);

/** A claim about one place: its name, its state and what it rests on. */
export interface FacetRow {
  id: string;
  title: string;
  status: StatusProps;
  /** A short line below. */
  details?: ReactNode;
  /** What is wrong, in the words of who noticed it. */
  cause?: string;
  /**
   * Set if nothing confirms the row at present: when it last was; null if that is
   * not known.
   */
  asOf?: string | null;
  evidence: ReactNode;
}

/** Props of {@link FacetRows}. */
export interface FacetRowsProps {
  rows: FacetRow[];
  /** What is shown on demand only, and how that is called. */
  others?: { rows: FacetRow[]; label: string };
}

/** Five rows, and the others on demand; each opens to its evidence. */
export function FacetRows(props: FacetRowsProps) {
  const { rows, others } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const hidden = rows.slice(MAX_ROWS);
  return (
    <div>
      <RowList rows={rows.slice(0, MAX_ROWS)} />
      <MoreRows
        rows={hidden}
        label={t('card.moreRows', { count: hidden.length })}
      />
      {others && <MoreRows {...others} />}
    </div>
  );
}

function MoreRows(props: { rows: FacetRow[]; label: string }) {
  const { rows, label } = props;
  const classes = useStyles();
  return rows.length === 0 ? null : (
    <div className={classes.row}>
      <Disclosure summary={<span className={classes.more}>{label}</span>}>
        <RowList rows={rows} />
      </Disclosure>
    </div>
  );
}

function RowList(props: { rows: FacetRow[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {props.rows.map(row => (
        <li key={row.id} className={classes.row}>
          <Disclosure
            summary={
              <span className={classes.summary}>
                <span>{row.title}</span>
                <Status {...row.status} />
              </span>
            }
            details={<Details row={row} />}
          >
            {row.evidence}
          </Disclosure>
        </li>
      ))}
    </ul>
  );
}

function Details(props: { row: FacetRow }) {
  const { details, cause, asOf } = props.row;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  if (!details && !cause && asOf === undefined) {
    return null;
  }
  return (
    <div className={classes.details}>
      {cause && <div className={classes.cause}>{cause}</div>}
      {details}
      {asOf !== undefined && (
        <>
          {details && '; '}
          {asOf === null
            ? t('card.asOfUnknown')
            : t('card.asOf', { age: <Age time={asOf} /> })}
        </>
      )}
    </div>
  );
}
