import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import TextField from '@material-ui/core/TextField';
import { useEffect } from 'react';
import { findErrorMessage, isNotAllowed } from '../../errors';
import { o8TranslationRef } from '../../translation';
import { EmptyState } from '../FacetCard';
import type { O8LandingZonePickerProps } from './schema';
import { useLandingZones } from './useLandingZones';
import { ZoneSelect } from './ZoneSelect';

/** A field of forms: the landing zones that the caller may use. */
export function O8LandingZonePicker(props: O8LandingZonePickerProps) {
  const { formData, onChange, schema, required, disabled, idSchema } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const { value, error, isLoading, refresh } = useLandingZones();
  const zones = value?.items;
  const only = zones?.length === 1 ? zones[0].name : undefined;
  useEffect(() => {
    if (only !== undefined && !formData) {
      onChange(only);
    }
  }, [only, formData, onChange]);

  const label = schema.title ?? t('create.zone.label');
  const isRefused = error !== undefined && isNotAllowed(error);
  if (isRefused || zones?.length === 0) {
    return (
      <EmptyState
        title={t('create.zone.emptyTitle')}
        description={t('create.zone.emptyDescription')}
        onRetry={refresh}
        isPending={isLoading}
      />
    );
  }
  if (zones) {
    return (
      <ZoneSelect
        id={idSchema?.$id}
        label={label}
        description={schema.description}
        isRequired={required ?? false}
        isDisabled={disabled}
        hasError={(props.rawErrors ?? []).length > 0}
        zones={zones}
        chosen={formData}
        onChange={onChange}
      />
    );
  }
  return error ? (
    <Alert
      status="danger"
      icon
      title={t('create.zone.errorTitle')}
      description={findErrorMessage(error)}
      isPending={isLoading}
      customActions={
        <Button size="small" variant="tertiary" onPress={refresh}>
          {t('error.tryAgain')}
        </Button>
      }
    />
  ) : (
    <div role="status">
      <TextField
        id={idSchema?.$id}
        label={label}
        value=""
        disabled
        fullWidth
        margin="normal"
        helperText={t('create.zone.loading')}
      />
    </div>
  );
}
