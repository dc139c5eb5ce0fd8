import { sourceStatusSchema } from '@orchestr8/backstage-plugin-o8-common';
import type { ClusterConfig } from '../config';
import { createConfiguredSources } from './createConfiguredSources';
import { toSourceStatuses } from './toSourceStatuses';

const clusters: ClusterConfig[] = [
  {
    name: 'us-1',
    title: 'United States 1',
    type: 'kubernetes',
    url: 'https://us-1.example.com',
  },
  {
    name: 'eu-1',
    title: 'Europe 1',
    type: 'kubernetes',
    url: 'https://eu-1.example.com',
  },
];
const now = new Date('2026-11-22T10:42:00Z');

describe('createConfiguredSources', () => {
  it('claims nothing about a cluster that was never read', () => {
    const rows = createConfiguredSources(clusters, now);

    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({
        state: 'stale',
        since: '2026-11-22T10:42:00.000Z',
        confirmedAt: null,
      });
    }
  });
});

describe('toSourceStatuses', () => {
  it('follows the order and the titles of the configuration', () => {
    const [us, eu] = createConfiguredSources(clusters, now);
    const statuses = toSourceStatuses([eu, us], clusters, now);

    expect(statuses.map(({ clusterTitle }) => clusterTitle)).toEqual([
      'United States 1',
      'Europe 1',
    ]);
  });

  it('keeps rows of clusters that are not configured here, last', () => {
    const [us, eu] = createConfiguredSources(clusters, now);
    const statuses = toSourceStatuses(
      [{ ...eu, cluster: 'ap-1' }, eu, us],
      clusters,
      now,
    );

    expect(statuses.map(({ clusterTitle }) => clusterTitle)).toEqual([
      'United States 1',
      'Europe 1',
      'ap-1',
    ]);
  });

  it('answers a configured cluster that another replica dropped as never read', () => {
    const [us] = createConfiguredSources(clusters, now);
    const [, eu] = toSourceStatuses([us], clusters, now);

    expect(eu).toMatchObject({
      clusterTitle: 'Europe 1',
      state: 'stale',
      confirmedAt: null,
    });
  });

  it('makes what the contract asks for', () => {
    const [status] = toSourceStatuses(
      createConfiguredSources(clusters, now),
      clusters,
      now,
    );
    expect(sourceStatusSchema.parse(status)).toEqual(status);
  });
});
