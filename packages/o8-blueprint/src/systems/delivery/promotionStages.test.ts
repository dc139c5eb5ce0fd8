import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { pipelineImage } from './pipelineImage';
import { promotionStages } from './promotionStages';

const PLACES = [
  { environment: 'production', cluster: 'us-1', promotionOrder: 3 },
  { environment: 'production', cluster: 'eu-1', promotionOrder: 2 },
  { environment: 'staging', cluster: 'stage-1', promotionOrder: 1 },
];

function plan(orders: number[], promotion: 'pull-request' | 'none') {
  const isStaged = promotion === 'pull-request';
  const spec = specWith(
    { kind: 'service' },
    {
      delivery: { promotion },
      placements: PLACES.map(({ promotionOrder, ...place }, index) => ({
        ...place,
        ...(isStaged && { promotionOrder: orders[index] }),
      })),
    },
  );
  return valueOf(planModule({ spec, zone: createRichZone('none') }));
}

describe('promotionStages', () => {
  it('go from the smallest number to the largest, with names of their own', () => {
    expect(promotionStages(plan([3, 2, 1], 'pull-request'))).toEqual([
      { name: 'staging', overlays: ['deploy/overlays/staging-stage-1'] },
      { name: 'production', overlays: ['deploy/overlays/production-eu-1'] },
      { name: 'production-3', overlays: ['deploy/overlays/production-us-1'] },
    ]);
  });

  it('take placements with one number together', () => {
    expect(promotionStages(plan([9, 9, 1], 'pull-request'))).toEqual([
      { name: 'staging', overlays: ['deploy/overlays/staging-stage-1'] },
      {
        name: 'production',
        overlays: [
          'deploy/overlays/production-us-1',
          'deploy/overlays/production-eu-1',
        ],
      },
    ]);
  });

  it('are one where nobody promotes anything', () => {
    const made = plan([], 'none');
    expect(promotionStages(made)).toMatchObject([
      { name: 'production-staging', overlays: { length: 3 } },
    ]);
    expect(pipelineImage(made)).toBe('registry.example/modules/shop');
  });
});
