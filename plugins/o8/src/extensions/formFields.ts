import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';

export const o8LandingZonePickerFormField = FormFieldBlueprint.make({
  name: 'landing-zone-picker',
  params: {
    field: () =>
      import('../components/O8LandingZonePicker').then(m =>
        createFormField({
          name: 'O8LandingZonePicker',
          component: m.O8LandingZonePicker,
          validation: m.validateLandingZone,
          schema: m.landingZonePickerSchema,
        }),
      ),
  },
});

export const o8ModuleNameFormField = FormFieldBlueprint.make({
  name: 'module-name',
  params: {
    field: () =>
      import('../components/O8ModuleName').then(m =>
        createFormField({
          name: 'O8ModuleName',
          component: m.O8ModuleName,
          validation: m.validateModuleName,
          schema: m.moduleNameSchema,
        }),
      ),
  },
});

export default [o8LandingZonePickerFormField, o8ModuleNameFormField];
