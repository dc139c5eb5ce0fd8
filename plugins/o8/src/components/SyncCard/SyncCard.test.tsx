import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createFacet,
  createModuleDetail,
} from '../../__testUtils__/createModuleDetail';
import {
  createCrashingDeployment,
  createDeployment,
  createSyncState,
} from '../../__testUtils__/createSyncState';
import { renderCards } from '../../__testUtils__/renderCards';
import { minutesAgo } from '../../__testUtils__/times';
import { findSyncRemedy } from './findSyncRemedy';
import { SyncCard } from './SyncCard';

type Deployments = Parameters<typeof createSyncState>[0];

function renderSync(deployments: Deployments, state = {}) {
  renderCards(<SyncCard />, async () =>
    createModuleDetail({
      facets: { sync: createFacet(createSyncState(deployments, state)) },
    }),
  );
}

describe('SyncCard', () => {
  it('shows each cluster with its state, version and deployment', async () => {
    renderSync([createDeployment('eu-1'), createDeployment('us-1')]);

    expect(
      await screen.findByText('Synced in 2 of 2; v1.14.2'),
    ).toBeInTheDocument();
    const rows = screen.getAllByRole('listitem');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent('Production Europe (eu-1)');
    expect(rows[0]).toHaveTextContent('●Synced, Healthy');
    expect(rows[0]).toHaveTextContent('v1.14.2, deployed 2 h ago by ada');
  });

  it('says that the placeholder runs until there is an image', async () => {
    renderSync(
      [createDeployment('eu-1', { version: null, waitingForImage: true })],
      {
        headline: { code: 'waitingForImage', params: { synced: 1, total: 1 } },
      },
    );
    expect(
      await screen.findByText('Synced in 1 of 1; waiting for the first image'),
    ).toBeInTheDocument();
    expect(screen.getByRole('listitem')).toHaveTextContent(
      'waiting for the first image, deployed 2 h ago by ada',
    );
  });

  it('opens a row by keyboard to its cause, what to do, and the objects', async () => {
    renderSync([createCrashingDeployment('us-1')]);
    const row = await screen.findByRole('button', {
      name: /Production United States \(us-1\).*Synced, Degraded/,
    });
    expect(
      screen.getByText(
        'CrashLoopBackOff: back-off 5m0s restarting failed container=api',
      ),
    ).toBeInTheDocument();

    row.focus();
    await userEvent.keyboard('{Enter}');

    expect(row).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/starts and ends again/)).toBeInTheDocument();
    const evidence = screen.getByRole('list', { name: 'Evidence' });
    expect(evidence).toHaveTextContent(
      'Pod voicefuse/api-7d9c6b5f4-x2x7k v1 on Production United States (us-1)',
    );
    expect(evidence).toHaveTextContent(
      'Application argocd/voicefuse-us-1 argoproj.io/v1alpha1 on Management (hub)',
    );
    expect(evidence).toHaveTextContent('ExpectedSynced, Healthy');
    expect(evidence).toHaveTextContent('FoundSynced, Degraded');

    await userEvent.keyboard(' ');
    expect(screen.queryByText(/starts and ends again/)).not.toBeInTheDocument();
  });

  it('shows the last known word of what is not fresh, never green', async () => {
    renderSync(
      [
        createDeployment('us-1', { fresh: false, evidenceAt: minutesAgo(12) }),
        createDeployment('eu-1', { fresh: false, evidenceAt: null }),
      ],
      {
        verdict: 'unknown',
        headline: { code: 'unknown', params: { count: 2, total: 2 } },
      },
    );
    expect(await screen.findByText('Unknown in 2 of 2')).toBeInTheDocument();
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('?Synced, Healthy');
    expect(first).toHaveTextContent('as of 12 min ago');
    expect(second).toHaveTextContent('not confirmed');
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('shows an address that no cluster has as such', async () => {
    renderSync([createDeployment('x', { cluster: null })]);
    expect(
      await screen.findByText(
        'https://x.example.com (no configured cluster has this address)',
      ),
    ).toBeInTheDocument();
  });

  it('tells two Applications of one cluster apart, and shows five rows', async () => {
    renderSync(
      Array.from({ length: 7 }, (_, i) =>
        createDeployment('eu-1', {
          application: {
            ...createDeployment('eu-1').application,
            name: `app-${i}`,
          },
        }),
      ),
    );
    expect(
      await screen.findByText('Production Europe (eu-1), app-0'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    await userEvent.click(
      screen.getByRole('button', {
        name: 'and 2 more in the same state or better',
      }),
    );
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    await userEvent.click(screen.getByRole('button', { name: /app-6/ }));
    expect(screen.getByText(/Application argocd\/app-6/)).toBeInTheDocument();
  });

  it.each([
    ['skewed', { versions: 'v1, v2' }, /Versions differ.*v1, v2/],
    ['progressing', { count: 1, total: 3 }, 'Progressing in 1 of 3'],
    ['notRead', {}, 'Not read yet'],
    ['of-a-newer-backend', {}, 'Needs attention'],
  ])('says the headline "%s"', async (code, params, text) => {
    renderSync([createDeployment('eu-1')], {
      verdict: 'attention',
      headline: { code, params },
    });
    const [sentence] = await screen.findAllByText(text);
    expect(within(sentence.parentElement!).getByText('for 2 h')).toBeVisible();
  });
});

describe('SyncCard of an Application that cannot be compared', () => {
  const message =
    'Failed to load target state: deploy/overlays/production-us-1: app path does not exist';

  it('names it with its message, and is bad', async () => {
    const broken = createDeployment('us-1', {
      verdict: 'bad',
      sync: 'Unknown',
      health: 'Healthy',
      cause: {
        type: 'condition',
        reason: 'ComparisonError',
        message,
        object: null,
        since: minutesAgo(3),
      },
    });
    renderSync([broken, createDeployment('eu-1')], {
      headline: { code: 'notCompared', params: { count: 1, total: 2 } },
    });
    expect(
      await screen.findByText('Cannot be compared in 1 of 2'),
    ).toBeInTheDocument();
    const [row] = screen.getAllByRole('listitem');
    expect(row).toHaveTextContent('✕Unknown, Healthy');
    expect(row).toHaveTextContent(`ComparisonError: ${message}`);

    await userEvent.click(screen.getByRole('button', { name: /us-1/ }));
    const evidence = screen.getByRole('list', { name: 'Evidence' });
    expect(evidence).toHaveTextContent('Application argocd/voicefuse-us-1');
    expect(evidence).toHaveTextContent(message);
    expect(
      screen.getByText(
        'Argo CD cannot render or compare the manifests. Mend what the message names in git, and push: Argo CD tries again by itself.',
      ),
    ).toBeInTheDocument();
  });
});

describe('findSyncRemedy', () => {
  const bad = { verdict: 'bad' } as const;
  const cause = (
    reason: string,
    type: 'condition' | 'operation' | 'resource',
  ) => ({
    ...bad,
    cause: { type, reason, message: '', object: null, since: null },
  });
  it.each([
    [{}, undefined],
    [cause('CrashLoopBackOff', 'resource'), 'crashLoop'],
    [cause('ImagePullBackOff', 'resource'), 'imagePull'],
    [cause('ComparisonError', 'condition'), 'comparison'],
    [cause('SyncError', 'condition'), 'syncFailed'],
    [cause('Failed', 'operation'), 'syncFailed'],
    [{ ...bad, health: 'Degraded' }, 'degraded'],
    [{ ...bad, health: 'Missing' }, 'missing'],
    [{ verdict: 'attention', health: 'Suspended' }, 'suspended'],
    [{ verdict: 'attention', sync: 'OutOfSync' }, 'outOfSync'],
  ] as const)('of %j is %s', (fields, remedy) => {
    expect(findSyncRemedy(createDeployment('eu-1', fields))).toBe(remedy);
  });
});
