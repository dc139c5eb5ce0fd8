import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const gitPublishExamples: TemplateExample[] = [
  {
    description:
      'Publishes the repository that "o8:module:generate" has written',
    example: stringify({
      steps: [
        {
          id: 'publishModule',
          name: 'Publish the repository',
          action: 'o8:git:publish',
          input: {
            repository: 'module',
            spec: '${{ steps.validate.output.spec }}',
          },
        },
      ],
    }),
  },
  {
    description:
      'Publishes the entry: pushed, or as the branch "o8/add-<name>" if the landing zone requires a review',
    example: stringify({
      steps: [
        {
          id: 'publishEntry',
          name: 'Publish the entry',
          action: 'o8:git:publish',
          input: {
            landingZone: '${{ steps.validate.output.landingZone }}',
            name: '${{ steps.validate.output.name }}',
            repository: 'platform',
            spec: '${{ steps.validate.output.spec }}',
          },
        },
      ],
    }),
  },
];
