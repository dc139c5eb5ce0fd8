import type { Entity } from '@backstage/catalog-model';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import {
  renderInTestApp,
  TestApiProvider,
  wrapInTestApp,
} from '@backstage/test-utils';
import { renderHook, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { o8ApiRef } from './api';
import {
  EntityO8ComplianceCard,
  EntityO8RecoveryCard,
  EntityO8SourcesCard,
  EntityO8SyncCard,
  isModule,
  O8LandingZonePickerFieldExtension,
  O8ModuleNameFieldExtension,
  O8ModulesPage,
  o8Plugin,
} from './legacy';
import { createFakeApi } from './__testUtils__/createFakeApi';
import { createModuleSummary } from './__testUtils__/createModuleSummary';
import { createSourceStatus } from './__testUtils__/createSourceStatus';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'voicefuse',
    annotations: { 'orchestr8.io/module': 'voicefuse' },
  },
};

function TestFieldsApp(props: { children: ReactNode }) {
  return wrapInTestApp(<>{props.children}</>);
}

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

  it('shows the cards of a module', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[o8ApiRef, createFakeApi()]]}>
        <EntityProvider entity={entity}>
          <EntityO8SyncCard />
          <EntityO8ComplianceCard />
          <EntityO8RecoveryCard />
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(
      await screen.findByText('Synced in 3 of 3; v1.14.2'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('294 of 294 checks pass'),
    ).toBeInTheDocument();
    expect(await screen.findByText(/Recovers to/)).toBeInTheDocument();
  });

  it('shows the modules on a page with a header of its own', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [o8ApiRef, createFakeApi([createModuleSummary('voicefuse')])],
          [
            catalogApiRef,
            catalogApiMock.mock({
              getEntityFacets: async () => ({ facets: {} }),
            }),
          ],
        ]}
      >
        <Routes>
          <Route path="/o8" element={<O8ModulesPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/o8'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByText('1 module, none needs attention'),
    ).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Modules' })).toBeVisible();
  });

  it('gives its fields to the forms of the Scaffolder', () => {
    const { result } = renderHook(
      () =>
        useCustomFieldExtensions(
          <ScaffolderFieldExtensions>
            <O8LandingZonePickerFieldExtension />
            <O8ModuleNameFieldExtension />
          </ScaffolderFieldExtensions>,
        ),
      { wrapper: TestFieldsApp },
    );
    expect(result.current).toEqual(
      ['O8LandingZonePicker', 'O8ModuleName'].map(name => ({
        name,
        component: expect.any(Function),
        validation: expect.any(Function),
        schema: expect.objectContaining({
          returnValue: expect.objectContaining({ type: 'string' }),
        }),
      })),
    );
  });

  it('brings its own client', () => {
    expect([...o8Plugin.getApis()].map(({ api }) => api.id)).toEqual([
      o8ApiRef.id,
    ]);
  });

  it('knows modules from other entities', () => {
    expect(isModule(entity)).toBe(true);
    expect(isModule({ ...entity, metadata: { name: 'other' } })).toBe(false);
    const annotated = (annotation: string) =>
      isModule({
        ...entity,
        metadata: { name: 'other', annotations: { [annotation]: 'x' } },
      });
    expect(annotated('argocd/app-name')).toBe(true);
    expect(annotated('backstage.io/kubernetes-id')).toBe(true);
    // It only says more of others.
    expect(annotated('argocd/app-namespace')).toBe(false);
  });
});
