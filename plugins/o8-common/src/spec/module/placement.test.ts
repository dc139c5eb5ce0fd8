import { findSurprises } from '../__testUtils__';
import { placementSchema } from './placement';

const AT = { environment: 'production', cluster: 'eu-1' };

it('placementSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(placementSchema, {
      takes: [
        AT,
        {
          ...AT,
          replicas: 3,
          autoscaling: { minReplicas: 1, maxReplicas: 2, cpuPercent: 50 },
          resources: { memory: '64Mi' },
          env: { A: 'b' },
          host: 'eu.example.com',
          promotionOrder: 2,
        },
      ],
      refuses: [
        [
          { replicas: 0, promotionOrder: 21, image: 'a:1' },
          'environment: must be text',
          'cluster: must be text',
          'replicas: must be 1 to 50',
          'promotionOrder: must be 1 to 20',
          'image: is not a field that this version knows',
        ],
        [
          { ...AT, resources: { memory: '1Gi' } },
          'resources.memoryLimit: is less than the memory that is requested (1Gi)',
        ],
      ],
      hostile: [
        environment => ({ ...AT, environment }),
        cluster => ({ ...AT, cluster }),
      ],
    }),
  ).toEqual([]);
});
