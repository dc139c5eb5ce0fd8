import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createAnswer } from '../../__testUtils__/createFakeApi';
import { createSources } from '../../__testUtils__/createModuleDetail';
import { MODULES, renderPage } from './__testUtils__/renderPage';
import { ModulesList } from './ModulesList';

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
