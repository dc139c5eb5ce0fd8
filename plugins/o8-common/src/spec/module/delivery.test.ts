import { findSurprises } from '../__testUtils__';
import { deliverySchema } from './delivery';

it('deliverySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(deliverySchema, {
      takes: [
        {},
        { strategy: 'weights', weights: { stable: 90, canary: 10 } },
        { strategy: 'canary', steps: [{ weightPercent: 5, pauseMinutes: 0 }] },
        { ci: 'none', promotion: 'pull-request' },
      ],
      refuses: [
        [
          { weights: { stable: 90, canary: 20 } },
          'weights: must be 100 together',
        ],
        [
          { weights: { stable: 101, canary: -1 } },
          'weights.stable: must be 0 to 100',
          'weights.canary: must be 0 to 100',
        ],
        [
          {
            strategy: 'blue-green',
            steps: [{ weightPercent: 0, pauseMinutes: 1_441 }],
            successRatePercent: 0,
            ci: 'jenkins',
            promotion: 'always',
          },
          'strategy: must be one of rolling, weights, canary',
          'steps[0].weightPercent: must be 1 to 100',
          'steps[0].pauseMinutes: must be 0 to 1440',
          'successRatePercent: must be 1 to 100',
          'ci: must be one of github, gitlab, none',
          'promotion: must be one of pull-request, none',
        ],
      ],
    }),
  ).toEqual([]);
});
