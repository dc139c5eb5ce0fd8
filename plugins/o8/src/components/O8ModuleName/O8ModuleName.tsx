import { useTranslationRef } from '@backstage/frontend-plugin-api';
import TextField from '@material-ui/core/TextField';
import { useSyncExternalStore } from 'react';
import { o8TranslationRef } from '../../translation';
import { NameState } from './NameState';
import { readContext } from './readContext';
import { runningValidations } from './runningValidations';
import type { O8ModuleNameProps } from './schema';
import { useNameCheck, type NameCheck } from './useNameCheck';

/** A field of forms: the name of a new module, and whether it is free. */
export function O8ModuleName(props: O8ModuleNameProps) {
  const { formData, onChange, schema, uiSchema, idSchema, formContext } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const name = formData ?? '';
  const context = readContext(formContext?.formData, uiSchema['ui:options']);
  const { check: known, retry } = useNameCheck(name, context);
  const isValidating = useSyncExternalStore(
    runningValidations.subscribe,
    runningValidations.isRunning,
  );
  const check: NameCheck = isValidating ? { state: 'checking' } : known;
  const id = idSchema?.$id ?? 'o8-module-name';
  const isWrong = check.state === 'taken' || check.state === 'invalid';
  return (
    <div>
      <TextField
        id={id}
        fullWidth
        margin="normal"
        label={schema.title ?? t('create.name.label')}
        helperText={schema.description ?? t('create.name.grammar')}
        required={props.required}
        disabled={props.disabled}
        error={isWrong || (props.rawErrors ?? []).length > 0}
        value={name}
        onChange={({ target }) => onChange(target.value || undefined)}
        inputProps={{
          'aria-describedby': `${id}-helper-text ${id}-state`,
          autoFocus: uiSchema['ui:autofocus'],
          autoCapitalize: 'none',
          autoComplete: 'off',
          spellCheck: false,
        }}
      />
      <NameState id={`${id}-state`} name={name} check={check} onRetry={retry} />
    </div>
  );
}
