import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { o8ApiRef } from '../../api';
import { loadTranslate } from '../../loadTranslate';
import { askName, judgeByGrammar } from './askName';
import { readContext } from './readContext';
import { runningValidations } from './runningValidations';
import type { ModuleNameOptions } from './schema';

/** Refuses a name that is not free or cannot be checked, when the form goes on. */
export const validateModuleName: CustomFieldValidator<
  string,
  ModuleNameOptions
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  // Whether it may be empty is said by the form's "required".
  if (!name) {
    return;
  }
  const t = await loadTranslate(apiHolder);
  const { zone, owner } = readContext(formData, uiSchema?.['ui:options']);
  const api = apiHolder.get(o8ApiRef);
  const problem = judgeByGrammar(t, name);
  if (problem?.message) {
    field.addError(problem.message);
    return;
  }
  // A form that asks for the landing zone later has its steps check the name.
  if (zone === undefined) {
    return;
  }
  if (!api) {
    throw new Error('The app has no client of the o8 backend');
  }
  const answer = await runningValidations.track(
    askName({ api, t, name, context: { zone, owner } }),
  );
  const message = answer.message ?? '';
  if (answer.state === 'unknown') {
    field.addError(t('create.name.unchecked', { message }));
  } else if (answer.state === 'taken' || answer.state === 'invalid') {
    field.addError(message || t(`create.name.word.${answer.state}`));
  }
  if (answer.ownerMessage) {
    field.addError(answer.ownerMessage);
  }
};
