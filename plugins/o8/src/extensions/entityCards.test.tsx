import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import { screen } from '@testing-library/react';
import { createAnswer, createFakeApi } from '../__testUtils__/createFakeApi';
import { createUnplacedDetail } from '../__testUtils__/detailStates';
import { o8ApiRef } from '../api';
import entityCards from './entityCards';

/** The code of a card is loaded when the first one is shown. */
const LOADED = { timeout: 10_000 };

function renderEntityPage(
  annotations: Record<string, string>,
  methods: Partial<O8Api> = {},
) {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'voicefuse', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
  };
  renderTestApp({
    extensions: [createTestEntityPage({ entity }), ...entityCards],
    apis: [[o8ApiRef, createFakeApi([], methods)]],
  });
}

jest.setTimeout(60_000);

describe('entityCards', () => {
  it('ask the backend twice together, also where a card has more questions', async () => {
    const asked: string[] = [];
    const note =
      <A extends unknown[], T>(name: string, answer: () => T) =>
      async (..._args: A) => {
        asked.push(name);
        return answer();
      };
    renderEntityPage(
      { 'orchestr8.io/module': 'voicefuse' },
      {
        getModule: note('module', createUnplacedDetail),
        getSources: note('sources', () => createAnswer([])),
        getModules: note('modules', () => createAnswer([])),
        getUnmatched: note('unmatched', () => createAnswer([])),
        getLandingZones: note('zones', () => createAnswer([])),
      },
    );
    await screen.findByText('No deployment known', {}, LOADED);
    await screen.findByText('No clusters configured', {}, LOADED);
    expect(asked.sort()).toEqual(['module', 'sources']);
  });

  it('are on entities that are modules', async () => {
    renderEntityPage({ 'orchestr8.io/module': 'voicefuse' });
    for (const title of [
      'Sync',
      'Compliance',
      'Recovery',
      'Clusters behind this page',
    ]) {
      expect(
        await screen.findByRole('heading', { name: title }, LOADED),
      ).toBeInTheDocument();
    }
  });

  it('are on those that only claim something by annotations of others', async () => {
    renderEntityPage({ 'argocd/app-name': 'voicefuse' });
    expect(
      await screen.findByRole('heading', { name: 'Sync' }, LOADED),
    ).toBeInTheDocument();
  });

  it('are not on others', async () => {
    renderEntityPage({ 'orchestr8.io/tier': 'critical' });
    // What the test page shows where no card is for the entity.
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });
});
