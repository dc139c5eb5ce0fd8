import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const moduleRegisterExamples: TemplateExample[] = [
  {
    description: 'Registers the entity of a module that was published',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Register the entity in the catalog',
          action: 'o8:module:register',
          input: { spec: '${{ steps.validate.output.spec }}' },
        },
      ],
    }),
  },
];
