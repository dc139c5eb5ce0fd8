import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { o8ApiRef } from '../api';
import { o8SourcesEntityCard } from './entityCards';

function renderEntityPage(annotations: Record<string, string>) {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'voicefuse', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
  };
  renderTestApp({
    extensions: [createTestEntityPage({ entity }), o8SourcesEntityCard],
    apis: [
      [
        o8ApiRef,
        { getSources: async () => ({ items: [], totalItems: 0, sources: [] }) },
      ],
    ],
  });
}

describe('o8SourcesEntityCard', () => {
  it('is on entities that are modules', async () => {
    renderEntityPage({ 'orchestr8.io/module': 'voicefuse' });
    expect(
      await screen.findByText('Clusters behind this page'),
    ).toBeInTheDocument();
  });

  it('is not on others', async () => {
    renderEntityPage({ 'orchestr8.io/tier': 'critical' });
    // What the test page shows where no card is for the entity.
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });
});
