import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { createFakeApi } from '../__testUtils__/createFakeApi';
import { createModuleSummary } from '../__testUtils__/createModuleSummary';
import { o8ApiRef } from '../api';
import { o8Plugin } from '../plugin';

describe('o8ModulesPage', () => {
  it('is at /o8', async () => {
    renderTestApp({
      features: [o8Plugin],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [o8ApiRef, createFakeApi([createModuleSummary('voicefuse')])],
        [
          catalogApiRef,
          catalogApiMock.mock({
            getEntityFacets: async () => ({ facets: {} }),
          }),
        ],
      ],
      initialRouteEntries: ['/o8'],
    });
    expect(
      await screen.findByText('1 module, none needs attention', undefined, {
        timeout: 10_000,
      }),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /voicefuse/ })).toBeInTheDocument();
  }, 20_000);
});
