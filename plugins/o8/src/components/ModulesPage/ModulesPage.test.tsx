import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type {
  Answer,
  ModuleSummary,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigate } from 'react-router-dom';
import { createAnswer, createFakeApi } from '../../__testUtils__/createFakeApi';
import { createSources } from '../../__testUtils__/createModuleDetail';
import { createModuleSummary } from '../../__testUtils__/createModuleSummary';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { minutesAgo } from '../../__testUtils__/times';
import { o8ApiRef } from '../../api';
import { ModulesList } from './ModulesList';
import { ModulesPage } from './ModulesPage';

const MODULES = [
  createModuleSummary('billing', {
    title: 'Billing',
    facets: {
      recovery: {
        verdict: 'bad',
        headline: { code: 'rpoBreached', params: {} },
        since: minutesAgo(540),
      },
    },
  }),
  createModuleSummary('copy', {
    binding: 'unbound',
    owner: null,
    clusters: [],
    facets: {
      sync: {
        verdict: 'unknown',
        headline: { code: 'notDeployed', params: {} },
      },
    },
  }),
  createModuleSummary('voicefuse', { title: 'VoiceFuse' }),
];

const COMPONENT = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'x', annotations: { 'orchestr8.io/module': 'x' } },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/elsewhere' }],
};

function Address() {
  const navigate = useNavigate();
  return (
    <>
      <output aria-label="address">{useLocation().search}</output>
      <button onClick={() => navigate(-1)}>Back</button>
    </>
  );
}

function renderPage(
  methods: Partial<O8Api> = {},
  options: { path?: string; banner?: string } = {},
) {
  const { path = '/', banner } = options;
  const getModules = jest.fn<
    ReturnType<O8Api['getModules']>,
    Parameters<O8Api['getModules']>
  >(methods.getModules ?? (async () => createAnswer(MODULES)));
  const signals = new FakeSignals();
  renderInTestApp(
    <>
      <Address />
      <ModulesPage />
    </>,
    {
      apis: [
        [o8ApiRef, createFakeApi(MODULES, { ...methods, getModules })],
        [signalApiRef, signals],
        [
          catalogApiRef,
          catalogApiMock.mock({
            getEntityFacets: async () => ({
              facets: {
                'relations.ownedBy': COMPONENT.relations.map(relation => ({
                  value: relation.targetRef,
                  count: 1,
                })),
                'relations.partOf': [],
              },
            }),
          }),
        ],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [path],
      config: {
        app: { baseUrl: 'http://localhost' },
        backend: { baseUrl: 'http://localhost' },
        ...(banner && { o8: { banner: { text: banner } } }),
      },
    },
  );
  return { getModules, signals };
}

describe('ModulesPage', () => {
  it('lists the modules with glyph, word and age of each state', async () => {
    renderPage();
    expect(
      await screen.findByText(
        '1 of 3 modules need attention, 1 more is not fully known',
      ),
    ).toBeInTheDocument();
    const row = screen.getByRole('row', { name: /Billing/ });
    expect(row).toHaveTextContent('●Syncedfor 2 h');
    expect(row).toHaveTextContent('✕RPO breachedfor 9 h');
    expect(row).toHaveTextContent('eu-1, us-1, stage-1');
    expect(within(row).getByRole('link', { name: 'Billing' })).toHaveAttribute(
      'href',
      '/catalog/default/component/billing',
    );
    const unbound = screen.getByRole('row', { name: /copy/ });
    expect(unbound).toHaveTextContent('▲On no cluster');
    expect(unbound).toHaveTextContent('◌Not deployed');
    expect(screen.getByText('All 3 clusters are fresh')).toBeInTheDocument();
  });

  it('reads filters and order from the address', async () => {
    const { getModules } = renderPage(
      {},
      { path: '/?sync=bad,unknown&cluster=eu-1&name=fuse&order=-recovery' },
    );
    await screen.findByText(/need attention.*filtered/);
    expect(getModules.mock.calls[0][0]).toEqual({
      filter: { sync: ['bad', 'unknown'], cluster: ['eu-1'], name: ['fuse'] },
      order: '-recovery',
      limit: 100,
      cursor: undefined,
      fields: [
        'entityRef',
        'title',
        'owner',
        'system',
        'binding',
        'clusters',
        'facets',
      ],
    });
    expect(screen.getByRole('searchbox', { name: 'Name' })).toHaveValue('fuse');
    expect(
      screen.getByRole('columnheader', { name: /Recovery/ }),
    ).toHaveAttribute('aria-sort', 'descending');
  });

  it('writes what is chosen into the address, and the back button takes it away', async () => {
    const { getModules } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /Compliance/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed' }),
    );
    await userEvent.keyboard('{Escape}');
    const address = screen.getByLabelText('address');
    expect(address).toHaveTextContent('?compliance=bad');
    await waitFor(() =>
      expect(getModules).toHaveBeenLastCalledWith(
        expect.objectContaining({ filter: { compliance: ['bad'] } }),
        expect.anything(),
      ),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(address).toHaveTextContent(/^$/);
  });

  it('filters by name once typing pauses, and clears all filters', async () => {
    renderPage();
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Name' }),
      'fuse',
    );
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent('?name=fuse'),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent(/^$/);
  });

  it('offers owners that the list itself does not show', async () => {
    renderPage();
    await userEvent.click(await screen.findByRole('button', { name: /Owner/ }));
    expect(
      await screen.findByRole('option', { name: 'elsewhere' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('option', { name: 'guests' })).toBeInTheDocument();
  });

  it('orders by a column', async () => {
    const { getModules } = renderPage();
    await userEvent.click(
      await screen.findByRole('columnheader', { name: /Module/ }),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent('?order=name');
    await waitFor(() =>
      expect(getModules.mock.lastCall?.[0]).toMatchObject({ order: 'name' }),
    );
  });

  it('loads more, and says how many there are', async () => {
    const getModules: O8Api['getModules'] = async ({ limit } = {}) =>
      limit === 100
        ? createAnswer(MODULES.slice(0, 2), {
            totalItems: 3,
            nextCursor: 'more',
          })
        : createAnswer(MODULES);
    renderPage({ getModules });
    expect(
      await screen.findByText(
        '1 of the first 2 modules need attention, 1 more is not fully known (2 of 3 shown)',
      ),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('row', { name: /VoiceFuse/ })).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
  });

  it('keeps the list when more of it cannot be loaded, but not as well', async () => {
    renderPage({
      getModules: async ({ limit } = {}) => {
        if (limit !== 100) {
          throw new Error('The database is away');
        }
        return createAnswer(MODULES.slice(0, 2), {
          totalItems: 3,
          nextCursor: 'more',
        });
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    expect(
      await screen.findByText(/could not be refreshed: The database is away/),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /Billing/ })).toBeInTheDocument();
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('asks again on any signal; a failure keeps the list, which is green no more', async () => {
    const { getModules, signals } = renderPage();
    await screen.findByRole('row', { name: /Billing/ });
    getModules.mockRejectedValueOnce(new Error('The database is away'));
    act(() => signals.send({ keys: ['whoever'] }));
    expect(
      await screen.findByText(
        /could not be refreshed: The database is away/,
        undefined,
        { timeout: 3000 },
      ),
    ).toBeInTheDocument();
    const row = screen.getByRole('row', { name: /VoiceFuse/ });
    expect(row).not.toHaveTextContent('●');
    expect(row).toHaveTextContent('?Synced');
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('does not pass the old list off as the answer to another filter', async () => {
    const answers: ((answer: Answer<ModuleSummary>) => void)[] = [];
    const { getModules } = renderPage();
    const row = await screen.findByRole('row', { name: /Billing/ });
    getModules.mockReturnValueOnce(
      new Promise(resolve => answers.push(resolve)),
    );
    await userEvent.click(screen.getByRole('columnheader', { name: /Module/ }));
    await waitFor(() => expect(getModules).toHaveBeenCalledTimes(2));
    expect(row).toBeInTheDocument();
    expect(row.closest('[aria-busy="true"]')).not.toBeNull();
    expect(screen.getByText('Loading the modules')).toBeInTheDocument();
    expect(screen.queryByText(/need attention/)).not.toBeInTheDocument();
    expect(screen.queryByText('●')).not.toBeInTheDocument();

    await act(async () => answers[0](createAnswer(MODULES.slice(2))));
    expect(screen.getByText('1 module, none needs attention')).toBeVisible();
    expect(document.querySelector('[aria-busy="true"]')).toBeNull();
  });

  it('shows no list where the one for another filter cannot be loaded', async () => {
    const { getModules } = renderPage();
    await screen.findByRole('row', { name: /Billing/ });
    getModules.mockRejectedValueOnce(new Error('The database is away'));
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Name' }),
      'fuse',
    );
    expect(
      await screen.findByText('The modules could not be loaded'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('row')).not.toBeInTheDocument();
    expect(screen.queryByText(/need attention/)).not.toBeInTheDocument();
    // The way back stays.
    expect(screen.getByRole('searchbox', { name: 'Name' })).toHaveValue('fuse');
  });

  it('says which cluster did not answer', async () => {
    renderPage({
      getModules: async () =>
        createAnswer(MODULES, {
          sources: createSources({ 'us-1': { state: 'failed' } }),
        }),
    });
    expect(
      await screen.findByRole('button', {
        name: /2 of 3 clusters answered; Production United States \(us-1\) since .*: unreachable$/,
      }),
    ).toBeInTheDocument();
  });

  it.each([
    ['/', 'No modules yet'],
    ['/?sync=bad', 'No module matches'],
  ])('at %s with nothing to list says "%s"', async (path, text) => {
    renderPage({ getModules: async () => createAnswer([]) }, { path });
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(
      screen.queryByText(/attention|0 modules/, { selector: 'p' }),
    ).not.toBeInTheDocument();
  });

  it('loads; and if that fails, says what and tries again', async () => {
    const getModules = jest.fn(async () => createAnswer(MODULES));
    getModules.mockRejectedValueOnce(new Error('The database is away'));
    renderPage({ getModules });
    expect(
      await screen.findByText('The modules could not be loaded'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('row', { name: /Billing/ }, { timeout: 3000 }),
    ).toBeInTheDocument();
  });

  it('opens to the objects of no module', async () => {
    renderPage({
      getUnmatched: async () =>
        createAnswer([
          {
            cluster: 'eu-1',
            source: 'velero',
            apiVersion: 'velero.io/v1',
            kind: 'Schedule',
            namespace: 'velero',
            name: 'legacy-crm',
            reason: 'noEntity' as const,
            module: 'legacy-crm',
          },
        ]),
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: '1 object belongs to no module',
      }),
    );
    const row = screen.getByRole('row', { name: /legacy-crm/ });
    expect(row).toHaveTextContent('Production Europe (eu-1)');
    expect(row).toHaveTextContent('No entity has the name "legacy-crm"');
  });

  it('shows the banner of the configuration', async () => {
    renderPage({}, { banner: 'Demo fleet: nothing here is real' });
    expect(
      await screen.findByText('Demo fleet: nothing here is real'),
    ).toBeInTheDocument();
  });
});

describe('ModulesList', () => {
  it('says the same in cards', async () => {
    renderInTestApp(
      <ModulesList
        modules={MODULES}
        clusterTitles={{ 'eu-1': 'Europe' }}
        isCurrent
        isStale={false}
      />,
      {
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    const [first, second] = await screen.findAllByRole('listitem');
    expect(first).toHaveTextContent('Recovery✕RPO breachedfor 9 h');
    expect(first).toHaveTextContent('ClustersEurope, us-1, stage-1');
    expect(first).toHaveTextContent('Ownerguests');
    expect(second).toHaveTextContent('Clustersnone');
    expect(second).not.toHaveTextContent('Owner');
  });

  it('is marked as that of before while another one loads', async () => {
    renderInTestApp(
      <ModulesList modules={MODULES} clusterTitles={{}} isCurrent isStale />,
      {
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    const list = await screen.findByRole('list', { name: 'Modules' });
    expect(list).toHaveAttribute('aria-busy', 'true');
  });
});
