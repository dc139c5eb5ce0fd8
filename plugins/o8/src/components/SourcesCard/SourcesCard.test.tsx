import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  O8Api,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { o8ApiRef } from '../../api';
import { createSourceStatus } from '../../__testUtils__/createSourceStatus';
import { SourcesCard } from './SourcesCard';

function renderCard(getSources: O8Api['getSources']) {
  renderInTestApp(<SourcesCard />, { apis: [[o8ApiRef, { getSources }]] });
}

function renderCardWith(items: SourceStatus[]) {
  renderCard(async () => ({ items, totalItems: items.length, sources: [] }));
}

describe('SourcesCard', () => {
  it('shows that it loads', async () => {
    renderCard(() => new Promise(() => {}));
    expect(
      await screen.findByRole('status', { name: 'Loading the clusters' }),
    ).toBeInTheDocument();
  });

  it('says that nothing was read yet, and does not look well', async () => {
    const message = 'Listed in the configuration';
    renderCardWith([
      createSourceStatus('eu-1', { state: 'stale', message }),
      createSourceStatus('us-1', { state: 'stale', message }),
    ]);

    expect(
      await screen.findByText('2 clusters, none read yet'),
    ).toBeInTheDocument();
    expect(screen.getAllByText('Not read yet')).toHaveLength(2);
    expect(screen.getAllByText(message)).toHaveLength(2);
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('shows the worst first when only some answer', async () => {
    renderCardWith([
      createSourceStatus('eu-1'),
      createSourceStatus('us-1', {
        state: 'failed',
        message: 'Connection refused',
      }),
    ]);

    expect(
      await screen.findByText('1 of 2 clusters are up to date'),
    ).toBeInTheDocument();
    const [first, second] = screen.getAllByRole('listitem');
    expect(within(first).getByText('Cluster us-1')).toBeInTheDocument();
    expect(within(first).getByText('Failed')).toBeInTheDocument();
    expect(within(first).getByText('Connection refused')).toBeInTheDocument();
    expect(within(second).getByText('Fresh')).toBeInTheDocument();
  });

  it('shows five rows, and how many more there are', async () => {
    renderCardWith(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => createSourceStatus(name)),
    );

    expect(
      await screen.findByText('7 of 7 clusters are up to date'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    await userEvent.click(
      screen.getByRole('button', { name: /^and 2 more clusters/ }),
    );
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    expect(screen.getByText('Cluster g')).toBeInTheDocument();
  });

  it('says what to do when there is no cluster', async () => {
    renderCardWith([]);
    expect(
      await screen.findByText('No clusters configured'),
    ).toBeInTheDocument();
    expect(screen.getByText(/"o8\.clusters"/)).toBeInTheDocument();
  });

  it('shows the sentence of the client when versions do not fit', async () => {
    renderCard(async () => {
      throw new Error('Are the packages of one version?', {
        cause: new Error('[{ "code": "invalid_type" }]'),
      });
    });
    expect(
      await screen.findByText('Are the packages of one version?'),
    ).toBeInTheDocument();
  });

  it('shows what failed in the words of the backend, and tries again', async () => {
    const cause = new Error('You need the permission "o8.fleet.read"');
    const refused = new Error('403 Forbidden', { cause });
    refused.name = 'ResponseError';
    const getSources = jest
      .fn<ReturnType<O8Api['getSources']>, []>()
      .mockRejectedValueOnce(refused)
      .mockResolvedValue({
        items: [createSourceStatus('eu-1')],
        totalItems: 1,
        sources: [],
      });
    renderCard(getSources);

    expect(
      await screen.findByText('You need the permission "o8.fleet.read"'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByText('1 of 1 cluster is up to date'),
    ).toBeInTheDocument();
  });
});
