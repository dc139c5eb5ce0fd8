import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import type { ListedModule } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { Status } from '../Status';

const useStyles = makeStyles(
  {
    root: { display: 'flex', flexDirection: 'column', minWidth: 0 },
    name: { overflowWrap: 'anywhere' },
  },
  { name: 'O8ModuleName' },
);

/** A module as a link to its entity; and if it is not certain whose it is, that. */
export function ModuleName(props: { module: ListedModule }) {
  const { entityRef, title, binding } = props.module;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const toEntityPath = useEntityRefLink();
  return (
    <span className={classes.root}>
      <Link
        href={toEntityPath(entityRef)}
        weight="bold"
        className={classes.name}
      >
        {title}
      </Link>
      {binding !== 'confirmed' && (
        <Status tone="attention" label={t(`modules.binding.${binding}`)} />
      )}
    </span>
  );
}
