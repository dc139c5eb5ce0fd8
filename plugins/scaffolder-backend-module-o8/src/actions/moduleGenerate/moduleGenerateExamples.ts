import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const moduleGenerateExamples: TemplateExample[] = [
  {
    description: 'Writes what "o8:module:validate" has checked',
    example: stringify({
      steps: [
        {
          id: 'generate',
          name: 'Write the repository of the module',
          action: 'o8:module:generate',
          input: { spec: '${{ steps.validate.output.spec }}' },
        },
      ],
    }),
  },
  {
    description: 'Writes a module whose spec stands in the template',
    example: stringify({
      steps: [
        {
          id: 'generate',
          name: 'Write the repository of the module',
          action: 'o8:module:generate',
          input: {
            spec: {
              apiVersion: 'orchestr8.io/v1alpha1',
              kind: 'Module',
              metadata: { name: 'billing', owner: 'group:default/guests' },
              spec: { landingZone: 'demo', workload: { kind: 'service' } },
            },
          },
        },
      ],
    }),
  },
];
