import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createSources } from '../../__testUtils__/createModuleDetail';
import { createSourceStatus } from '../../__testUtils__/createSourceStatus';
import { SourceNotice } from './SourceNotice';

function renderFailed(message: string | null) {
  const sources = createSources({ 'us-1': { state: 'failed', message } });
  renderInTestApp(<SourceNotice sources={sources} />);
}

describe('SourceNotice', () => {
  it.each([
    [
      'The cluster does not accept our token: Unauthorized',
      'the cluster does not accept our token',
    ],
    [
      'The cluster cannot be reached: connection refused',
      'the cluster cannot be reached',
    ],
    ['The cluster asks us to wait: status 429', 'the cluster asks us to wait'],
    ['The cluster does not answer', 'the cluster does not answer'],
    ['TLS is too old: 1.0', 'TLS is too old'],
    ['', 'unreachable'],
    [null, 'unreachable'],
  ])('says of "%s" that %s', async (message, reason) => {
    renderFailed(message);
    const line = await screen.findByRole('button');
    expect(line).toHaveTextContent(
      /^▲2 of 3 clusters answered; Production United States \(us-1\) since /,
    );
    expect(line.textContent?.endsWith(`: ${reason}`)).toBe(true);
  });

  it('opens to the whole sentence', async () => {
    renderFailed('The cluster does not accept our token: Unauthorized');
    await userEvent.click(await screen.findByRole('button'));
    expect(
      screen.getByText('The cluster does not accept our token: Unauthorized'),
    ).toBeInTheDocument();
  });

  it('names a source that fails on a cluster that answers', async () => {
    renderInTestApp(
      <SourceNotice
        sources={[
          createSourceStatus('a'),
          createSourceStatus('a', {
            source: 'velero',
            state: 'failed',
            message: 'Backup: The cluster does not allow it',
          }),
        ]}
      />,
    );
    expect(await screen.findByRole('button')).toHaveTextContent(
      /Cluster a: velero not readable since .*: the cluster does not allow it/,
    );
  });

  it('is silent where all is fresh, unless it is always asked', async () => {
    renderInTestApp(
      <>
        <SourceNotice sources={createSources()} />
        <SourceNotice sources={createSources()} always />
      </>,
    );
    expect(await screen.findByRole('button')).toHaveTextContent(
      '●All 3 clusters are fresh',
    );
  });

  it('is not green by an answer that is not current', async () => {
    renderInTestApp(
      <SourceNotice sources={createSources()} always isCurrent={false} />,
    );
    const line = await screen.findByRole('button');
    expect(line).toHaveTextContent('?All 3 clusters were fresh');
    await userEvent.click(line);
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });
});
