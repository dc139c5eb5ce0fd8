import type {
  Answer,
  ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createAnswer } from '../../__testUtils__/createFakeApi';
import { MODULES, renderPage } from './__testUtils__/renderPage';

describe('the filters and the order of ModulesPage', () => {
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
});
