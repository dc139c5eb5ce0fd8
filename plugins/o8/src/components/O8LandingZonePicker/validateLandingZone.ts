import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { o8ApiRef } from '../../api';
import { findErrorMessage, isNotFound } from '../../errors';
import { loadTranslate } from '../../loadTranslate';

/** Refuses a landing zone that the caller may not use, and one that cannot be checked. */
export const validateLandingZone: CustomFieldValidator<string> = async (
  name,
  field,
  { apiHolder },
) => {
  // Whether it may be empty is said by the form's "required".
  if (!name) {
    return;
  }
  const t = await loadTranslate(apiHolder);
  try {
    const api = apiHolder.get(o8ApiRef);
    if (!api) {
      throw new Error('the app has no client of the o8 backend');
    }
    await api.getLandingZone(name);
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    field.addError(
      isNotFound(reason)
        ? t('create.zone.gone', { name })
        : t('create.zone.unchecked', { message: findErrorMessage(reason) }),
    );
  }
};
