import { mockApis } from '@backstage/frontend-test-utils';
import { createLandingZone } from '../../__testUtils__/createFakeApi';
import { o8TranslationRef } from '../../translation';
import { sayPlaces } from './sayPlaces';

const snapshot = mockApis.translation().getTranslation(o8TranslationRef);

function say(clusters: [string, string, boolean][]) {
  if (!snapshot.ready) {
    throw new Error('no texts');
  }
  return sayPlaces(snapshot.t, {
    clusters: clusters.map(([environment, title, isDefault]) => ({
      ...createLandingZone().clusters[0],
      environment,
      title,
      default: isDefault,
    })),
  });
}

describe('sayPlaces', () => {
  it('names the default clusters of each environment', () => {
    expect(
      say([
        ['production', 'Europe 1', true],
        ['staging', 'Staging', true],
        ['production', 'US 1', true],
        ['production', 'US 2', false],
        ['test', 'Test', false],
      ]),
    ).toBe('production: Europe 1, US 1; staging: Staging');
  });
});
