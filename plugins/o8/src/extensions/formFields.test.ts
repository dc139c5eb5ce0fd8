import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  FormFieldBlueprint,
  type FormField,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  o8LandingZonePickerFormField,
  o8ModuleNameFormField,
} from './formFields';

const { formFieldLoader } = FormFieldBlueprint.dataRefs;

// The forms of the Scaffolder are large: they load with the first field.
const LOAD_LIMIT_MS = 60_000;

// That the Scaffolder finds them is tested where there is one, in `packages/app`.
describe('formFields', () => {
  it.each<[string, () => Promise<FormField>]>([
    [
      'O8LandingZonePicker',
      createExtensionTester(o8LandingZonePickerFormField).get(formFieldLoader),
    ],
    [
      'O8ModuleName',
      createExtensionTester(o8ModuleNameFormField).get(formFieldLoader),
    ],
  ])(
    'load %s with its validation and schema',
    async (name, load) => {
      await expect(load()).resolves.toMatchObject({
        name,
        component: expect.any(Function),
        validation: expect.any(Function),
        schema: { schema: { returnValue: { type: 'string' } } },
      });
    },
    LOAD_LIMIT_MS,
  );
});
