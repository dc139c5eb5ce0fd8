import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const moduleValidateExamples: TemplateExample[] = [
  {
    description: 'Checks what a form asks for',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the name, the owner and the landing zone',
          action: 'o8:module:validate',
          input: {
            landingZone: '${{ parameters.landingZone }}',
            name: '${{ parameters.name }}',
            owner: '${{ parameters.owner }}',
            description: '${{ parameters.description }}',
            port: '${{ parameters.port }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Checks a critical module that runs in one cluster',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the module',
          action: 'o8:module:validate',
          input: {
            landingZone: 'demo',
            name: 'billing',
            owner: 'group:default/guests',
            tier: 'critical',
            placements: [{ environment: 'production', cluster: 'eu-1' }],
          },
        },
      ],
    }),
  },
];
