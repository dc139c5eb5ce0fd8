import { useTranslationRef } from '@backstage/frontend-plugin-api';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { LandingZoneSummary } from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef } from '../../translation';
import { Status } from '../Status';
import { sayPlaces } from './sayPlaces';

const useStyles = makeStyles(
  theme => ({
    option: { display: 'block', whiteSpace: 'normal' },
    details: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.caption.fontSize,
      overflowWrap: 'anywhere',
    },
    review: { marginTop: theme.spacing(0.5) },
  }),
  { name: 'O8ZoneSelect' },
);

/** Props of {@link ZoneSelect}. */
export interface ZoneSelectProps {
  id?: string;
  label: string;
  description?: string;
  isRequired: boolean;
  isDisabled: boolean;
  hasError: boolean;
  zones: LandingZoneSummary[];
  /** The name of a landing zone, which may not be among them. */
  chosen?: string;
  onChange(name: string): void;
}

/** The landing zones to choose from, and what it means to choose this one. */
export function ZoneSelect(props: ZoneSelectProps) {
  const { id, label, description, zones, chosen, onChange } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const zone = zones.find(({ name }) => name === chosen);
  const isGone = Boolean(chosen) && !zone;
  return (
    <div>
      <TextField
        id={id}
        select
        fullWidth
        margin="normal"
        label={label}
        required={props.isRequired}
        disabled={props.isDisabled}
        error={props.hasError || isGone}
        value={zone?.name ?? ''}
        onChange={({ target }) => onChange(target.value)}
        helperText={description}
        SelectProps={{ renderValue: () => zone?.title }}
      >
        {zones.map(option => (
          <MenuItem
            key={option.name}
            value={option.name}
            className={classes.option}
          >
            <div>{option.title}</div>
            {option.description && (
              <div className={classes.details}>{option.description}</div>
            )}
            <div className={classes.details}>{sayPlaces(t, option)}</div>
          </MenuItem>
        ))}
      </TextField>
      <div aria-live="polite" className={classes.details}>
        {zone && (
          <>
            {zone.description && <div>{zone.description}</div>}
            <div>{t('create.zone.goesTo', { places: sayPlaces(t, zone) })}</div>
            <div className={classes.review}>
              <Status
                tone="busy"
                glyph="i"
                label={t(`create.zone.review.${zone.review}`)}
              />
            </div>
          </>
        )}
        {isGone && (
          <Status
            tone="bad"
            label={t('create.zone.gone', { name: chosen ?? '' })}
          />
        )}
      </div>
    </div>
  );
}
