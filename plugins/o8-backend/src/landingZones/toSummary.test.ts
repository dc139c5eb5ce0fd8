import { landingZoneSummarySchema } from '@orchestr8/backstage-plugin-o8-common';
import { createZone } from './__testUtils__';
import { toSummary } from './toSummary';

describe('toSummary', () => {
  it('says no more than a form needs', () => {
    const summary = toSummary(createZone());
    expect(landingZoneSummarySchema.parse(summary)).toEqual(summary);
    expect(summary).toEqual({
      name: 'acme',
      title: 'Acme production',
      description: null,
      review: 'required',
      platformUrl: 'https://git.acme.example/platform/apps',
      clusters: [
        {
          name: 'eu-1',
          title: 'eu-1',
          environment: 'production',
          region: null,
          default: true,
        },
        {
          name: 'us-1',
          title: 'US',
          environment: 'production',
          region: 'us',
          default: false,
        },
      ],
    });
  });

  it('falls back on the name', () => {
    const zone = createZone();
    delete zone.metadata.title;
    expect(toSummary(zone).title).toBe('acme');
  });
});
