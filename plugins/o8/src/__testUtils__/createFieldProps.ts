import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** The props of a field as the Scaffolder gives them to it; of no use but for tests. */
export function createFieldProps<T, TOptions = {}>(
  props: Partial<FieldExtensionComponentProps<T, TOptions>>,
): FieldExtensionComponentProps<T, TOptions> {
  return {
    schema: {},
    uiSchema: {},
    idSchema: { $id: 'root_field' },
    required: true,
    disabled: false,
    readonly: false,
    rawErrors: [],
    formContext: { formData: {} },
    onChange: () => {},
    onBlur: () => {},
    onFocus: () => {},
    ...props,
  } as FieldExtensionComponentProps<T, TOptions>;
}
