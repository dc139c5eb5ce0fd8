import type {
  O8Api,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { screen } from '@testing-library/react';
import {
  createAnswer,
  createLandingZone,
} from '../../__testUtils__/createFakeApi';
import {
  createFacet,
  createModuleDetail,
} from '../../__testUtils__/createModuleDetail';
import { createSourceStatus } from '../../__testUtils__/createSourceStatus';
import { createSyncState } from '../../__testUtils__/createSyncState';
import { createUnplacedDetail } from '../../__testUtils__/detailStates';
import { renderCards } from '../../__testUtils__/renderCards';
import { SyncCard } from './SyncCard';

const FRESH = [
  createSourceStatus('hub'),
  createSourceStatus('hub', { source: 'argocd' }),
];
const ZONE = { 'orchestr8.io/landing-zone': 'demo' };
const NOTHING = /^No Argo CD Application deploys this module\./;
const REVIEW = /^Waiting for review/;
const NO_ENTRY = /^Its entry in the App of Apps is new/;

function renderCard(
  options: {
    sources?: SourceStatus[];
    annotations?: Record<string, string>;
    methods?: Partial<O8Api>;
    detail?: ReturnType<typeof createModuleDetail>;
  } = {},
) {
  const { sources = FRESH, annotations, detail, methods } = options;
  renderCards(<SyncCard />, async () => detail ?? createUnplacedDetail(), {
    annotations,
    methods: { getSources: async () => createAnswer(sources), ...methods },
  });
}

describe('SyncCard of a module without Applications', () => {
  it('says what to add to a module of no landing zone', async () => {
    renderCard();
    expect(await screen.findByText(NOTHING)).toHaveTextContent(
      'Add one to the App of Apps, and label it "orchestr8.io/module: voicefuse".',
    );
    expect(screen.getByText('No deployment')).toBeInTheDocument();
  });

  it('says what to correct where only annotations of peers claim something', async () => {
    const detail = createUnplacedDetail();
    renderCard({ detail: { ...detail, module: detail.entityRef } });
    expect(
      await screen.findByText(/^No Argo CD Application is what/),
    ).toHaveTextContent('argocd/app-name');
    expect(screen.queryByText(NOTHING)).not.toBeInTheDocument();
  });

  it('does not blame clusters where it is not confirmed whose it is', async () => {
    const detail = createUnplacedDetail();
    const { sync } = detail.facets;
    const headline = { code: 'notConfirmed', params: {} };
    const state = { ...sync.state, headline };
    renderCard({
      detail: {
        ...detail,
        facets: { ...detail.facets, sync: { ...sync, state } },
      },
    });
    expect(await screen.findByText('Not confirmed')).toBeInTheDocument();
    expect(screen.queryByText(/not every cluster/)).not.toBeInTheDocument();
  });

  it('waits for the review where the landing zone has one', async () => {
    renderCard({
      annotations: ZONE,
      methods: {
        getLandingZone: async name =>
          createLandingZone({ name, review: 'required' }),
      },
    });
    expect(await screen.findByText(REVIEW)).toHaveTextContent(
      'Waiting for review, not applied yet, or removed: its entry comes from the branch o8/add-voicefuse of the platform repository. Nothing is deployed before that is merged.',
    );
    expect(screen.getByText(NOTHING)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Open the platform repository/ }),
    ).toHaveAttribute('href', 'http://127.0.0.1:7444/platform/o8-apps');
  });

  it('says where to look where there is no review, and does not guess', async () => {
    renderCard({ annotations: ZONE });
    expect(await screen.findByText(NO_ENTRY)).toHaveTextContent(
      'Its entry in the App of Apps is new and not read yet, was removed, or cannot be applied: look at the root Application of the landing zone Demo fleet and into the platform repository.',
    );
    expect(screen.queryByText(REVIEW)).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Open the platform repository/ }),
    ).toHaveAttribute('href', 'http://127.0.0.1:7444/platform/o8-apps');
  });

  it('says no more than it knows of a landing zone that it may not see', async () => {
    const getLandingZone = jest.fn().mockRejectedValue(new Error('404'));
    renderCard({ annotations: ZONE, methods: { getLandingZone } });
    expect(await screen.findByText(NOTHING)).toHaveTextContent(
      /^No Argo CD Application deploys this module\.$/,
    );
    expect(getLandingZone).toHaveBeenCalledWith('demo');
    expect(screen.queryByText(REVIEW)).not.toBeInTheDocument();
    expect(screen.queryByText(NO_ENTRY)).not.toBeInTheDocument();
  });

  const stale = createSourceStatus('us-1', {
    source: 'argocd',
    state: 'failed',
  });
  const unread = createModuleDetail({
    facets: {
      sync: createFacet(
        createSyncState([], { headline: { code: 'notRead', params: {} } }),
      ),
    },
  });
  it.each<[string, Parameters<typeof renderCard>[0]]>([
    ['a source of Applications is not fresh', { sources: [...FRESH, stale] }],
    ['not everything was read yet', { detail: unread }],
    [
      'the sources are not for the caller',
      {
        methods: {
          getSources: async () => {
            throw new Error('Forbidden');
          },
        },
      },
    ],
  ])('claims nothing while %s', async (_, options) => {
    const getLandingZone = jest.fn();
    renderCard({
      annotations: ZONE,
      ...options,
      methods: { getLandingZone, ...options?.methods },
    });
    expect(await screen.findByText('No deployment known')).toBeInTheDocument();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(screen.getByText('No deployment known')).toBeInTheDocument();
    expect(screen.queryByText(NOTHING)).not.toBeInTheDocument();
    expect(getLandingZone).not.toHaveBeenCalled();
  });
});
