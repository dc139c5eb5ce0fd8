import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const appOfAppsAddExamples: TemplateExample[] = [
  {
    description: 'Writes the entry of what "o8:module:validate" has checked',
    example: stringify({
      steps: [
        {
          id: 'addEntry',
          name: 'Write the entry in the App of Apps',
          action: 'o8:app-of-apps:add',
          input: { spec: '${{ steps.validate.output.spec }}' },
        },
      ],
    }),
  },
];
