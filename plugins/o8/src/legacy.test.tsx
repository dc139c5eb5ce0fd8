import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { o8ApiRef } from './api';
import { EntityO8SourcesCard, isModule, o8Plugin } from './legacy';
import { createSourceStatus } from './__testUtils__/createSourceStatus';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'voicefuse',
    annotations: { 'orchestr8.io/module': 'voicefuse' },
  },
};

describe('legacy', () => {
  it('shows the same card in an app of the legacy frontend system', async () => {
    const items = [createSourceStatus('eu-1')];
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            o8ApiRef,
            { getSources: async () => ({ items, totalItems: 1, sources: [] }) },
          ],
        ]}
      >
        <EntityProvider entity={entity}>
          <EntityO8SourcesCard />
        </EntityProvider>
      </TestApiProvider>,
    );

    expect(
      await screen.findByText('1 of 1 cluster is up to date'),
    ).toBeInTheDocument();
  });

  it('brings its own client', () => {
    expect([...o8Plugin.getApis()].map(({ api }) => api.id)).toEqual([
      o8ApiRef.id,
    ]);
  });

  it('knows modules from other entities', () => {
    expect(isModule(entity)).toBe(true);
    expect(isModule({ ...entity, metadata: { name: 'other' } })).toBe(false);
  });
});
