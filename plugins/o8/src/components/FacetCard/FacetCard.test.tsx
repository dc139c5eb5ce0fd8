import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { createFakeApi } from '../../__testUtils__/createFakeApi';
import {
  createFacet,
  createModuleDetail,
} from '../../__testUtils__/createModuleDetail';
import {
  createCrashingDeployment,
  createSyncState,
} from '../../__testUtils__/createSyncState';
import {
  createPartialDetail,
  createUnplacedDetail,
} from '../../__testUtils__/detailStates';
import { ModuleStore } from '../../modules/ModuleStore';
import { renderCards } from '../../__testUtils__/renderCards';
import { ComplianceCard } from '../ComplianceCard';
import { RecoveryCard } from '../RecoveryCard';
import { SyncCard } from '../SyncCard';

const ALL = (
  <>
    <SyncCard />
    <ComplianceCard />
    <RecoveryCard />
  </>
);

function Optional(props: { children: ReactNode }) {
  const [isShown, setShown] = useState(true);
  return (
    <>
      <button onClick={() => setShown(!isShown)}>Toggle</button>
      {isShown && props.children}
    </>
  );
}

describe('FacetCard', () => {
  afterEach(() => jest.restoreAllMocks());

  it('shows that it loads, each card by its name', async () => {
    renderCards(ALL, () => new Promise(() => {}));
    for (const title of ['Sync', 'Compliance', 'Recovery']) {
      expect(
        await screen.findByRole('status', { name: `Loading ${title}` }),
      ).toBeInTheDocument();
    }
  });

  it('asks once for the three cards', async () => {
    const getModule = jest.fn(async () => createModuleDetail());
    renderCards(ALL, getModule);
    await screen.findByText('Synced in 3 of 3; v1.14.2');
    expect(getModule).toHaveBeenCalledTimes(1);
    expect(getModule).toHaveBeenCalledWith(
      { kind: 'component', namespace: 'default', name: 'voicefuse' },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('says what failed, and tries again', async () => {
    const getModule = jest.fn(async () => createModuleDetail());
    getModule.mockRejectedValueOnce(new Error('The database is away'));
    renderCards(<SyncCard />, getModule);

    expect(
      await screen.findByText(/The database is away\. What the catalog says/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Synced in 3 of 3; v1.14.2', undefined, {
        timeout: 3000,
      }),
    ).toBeInTheDocument();
  });

  it('explains an entity that the backend does not know', async () => {
    renderCards(<SyncCard />, async () => {
      throw Object.assign(new Error('No such module'), { statusCode: 404 });
    });
    expect(
      await screen.findByText('Not known as a module yet'),
    ).toBeInTheDocument();
  });

  it('follows a signal with its key, and keeps the old answer meanwhile', async () => {
    const broken = createModuleDetail({
      facets: {
        sync: createFacet(createSyncState([createCrashingDeployment('eu-1')])),
      },
    });
    let answer = (_: typeof broken) => {};
    const getModule = jest
      .fn(async () => broken)
      .mockResolvedValueOnce(createModuleDetail())
      .mockReturnValueOnce(
        new Promise(resolve => {
          answer = resolve;
        }),
      );
    const signals = renderCards(ALL, getModule);
    await screen.findByText('Synced in 3 of 3; v1.14.2');

    act(() => signals.send({ keys: ['another'] }));
    act(() => signals.send({ keys: ['k1'] }));
    act(() => signals.send({ keys: ['another'] }));
    await waitFor(() => expect(getModule).toHaveBeenCalledTimes(2), {
      timeout: 3000,
    });
    expect(screen.getByText('Synced in 3 of 3; v1.14.2')).toBeInTheDocument();

    await act(async () => answer(broken));
    expect(screen.getByText('Degraded in 1 of 1')).toBeInTheDocument();
  });

  it('is asked for again by signals of its module and those for all', async () => {
    const detail = createModuleDetail();
    const api = createFakeApi([], { getModule: async () => detail });
    const { entityRef, key } = detail;
    const live = ModuleStore.of(api).get({
      entityRef,
      getPollMs: () => 60_000,
    });
    const hint = jest.spyOn(live, 'hint');
    const signals = renderCards(<SyncCard />, api);
    await screen.findByText('Synced in 3 of 3; v1.14.2');

    // The first word stands for all that was said before.
    act(() => signals.send({ keys: ['another'] }));
    expect(hint).toHaveBeenCalledTimes(1);
    act(() => signals.send({ keys: ['another'] }));
    expect(hint).toHaveBeenCalledTimes(1);
    act(() => signals.send({ keys: ['another', key] }));
    expect(hint).toHaveBeenCalledTimes(2);
    act(() => signals.send({ keys: null }));
    expect(hint).toHaveBeenCalledTimes(3);
  });

  it('keeps what is known when a refresh fails, says so, and is green no more', async () => {
    const getModule = jest.fn(async () => createModuleDetail());
    const signals = renderCards(<SyncCard />, getModule);
    await screen.findByText('Synced in 3 of 3; v1.14.2');
    expect(screen.getAllByText('●').length).toBeGreaterThan(0);

    getModule.mockRejectedValueOnce(new Error('The database is away'));
    act(() => signals.send({ keys: null }));
    expect(
      await screen.findByText(
        /Could not be refreshed: The database is away/,
        undefined,
        { timeout: 3000 },
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Synced in 3 of 3; v1.14.2')).toBeInTheDocument();
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('is not green by the answer of long ago when one comes back', async () => {
    const getModule = jest.fn(async () => createModuleDetail());
    renderCards(<Optional>{ALL}</Optional>, getModule);
    await screen.findByText('Synced in 3 of 3; v1.14.2');
    expect(screen.getAllByText('●').length).toBeGreaterThan(0);

    await userEvent.click(screen.getByRole('button', { name: 'Toggle' }));
    getModule.mockReturnValueOnce(new Promise(() => {}));
    const laterMs = Date.now() + 3 * 60 * 60_000;
    jest.spyOn(Date, 'now').mockReturnValue(laterMs);
    await userEvent.click(screen.getByRole('button', { name: 'Toggle' }));
    await waitFor(() => expect(getModule).toHaveBeenCalledTimes(2), {
      timeout: 10_000,
    });
    expect(screen.getByText('Synced in 3 of 3; v1.14.2')).toBeInTheDocument();
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('shows nothing of a module that is gone, or hidden by now', async () => {
    const getModule = jest.fn(async () => createModuleDetail());
    const signals = renderCards(<SyncCard />, getModule);
    await screen.findByText('Synced in 3 of 3; v1.14.2');

    getModule.mockRejectedValue(
      Object.assign(new Error('No such module'), { statusCode: 404 }),
    );
    act(() => signals.send({ keys: null }));
    expect(
      await screen.findByText('Not known as a module yet', undefined, {
        timeout: 10_000,
      }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Synced in 3 of 3/)).not.toBeInTheDocument();
  });

  it('names the cluster that did not answer, and opens to all sources', async () => {
    renderCards(<SyncCard />, async () => createPartialDetail());
    const notice = await screen.findByRole('button', {
      name: /2 of 3 clusters answered; Production United States \(us-1\) since [^;]*: the cluster cannot be reached$/,
    });
    await userEvent.click(notice);
    expect(notice).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByText('The cluster cannot be reached: connection refused'),
    ).toBeInTheDocument();
  });

  it('says what would be here where a module is nowhere', async () => {
    renderCards(ALL, async () => createUnplacedDetail());
    expect(await screen.findByText('No deployment known')).toBeInTheDocument();
    expect(screen.getByText('Nothing to check')).toBeInTheDocument();
    expect(screen.getByText('No placement')).toBeInTheDocument();
    expect(
      screen.getAllByText(
        /Nothing on any cluster carries the name "voicefuse"/,
      ),
    ).toHaveLength(3);
    expect(screen.queryByText('●')).not.toBeInTheDocument();
    expect(screen.getAllByText('◌')).toHaveLength(3);
  });

  it('warns of nothing before a module of a landing zone is deployed', async () => {
    renderCards(ALL, async () => createUnplacedDetail(), {
      annotations: { 'orchestr8.io/landing-zone': 'demo' },
    });
    expect(
      await screen.findAllByText('Nothing to judge before it is deployed.'),
    ).toHaveLength(2);
    expect(screen.queryByText(/Nothing on any cluster carries/)).toBeNull();
    expect(screen.queryByText(/Label its Namespace/)).toBeNull();
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('warns of a module of a landing zone that is deployed and on no cluster', async () => {
    const { facets } = createUnplacedDetail();
    const detail = createModuleDetail({
      binding: 'unbound',
      facets: { compliance: facets.compliance, recovery: facets.recovery },
    });
    renderCards(ALL, async () => detail, {
      annotations: { 'orchestr8.io/landing-zone': 'demo' },
    });
    expect(
      await screen.findAllByText(/Nothing on any cluster carries/),
    ).toHaveLength(3);
    expect(screen.queryByText(/before it is deployed/)).toBeNull();
  });

  it('claims nothing of what could not be read', async () => {
    const { facets, ...others } = createUnplacedDetail();
    const headline = { code: 'notRead', params: {} };
    const detail = {
      ...others,
      facets: {
        ...facets,
        compliance: createFacet({ ...facets.compliance.state, headline }),
      },
    };
    renderCards(<ComplianceCard />, async () => detail, {
      annotations: { 'orchestr8.io/landing-zone': 'demo' },
    });
    expect(await screen.findByText('Nothing to check')).toBeInTheDocument();
    expect(screen.queryByText(/before it is deployed/)).toBeNull();
  });

  it('names who else claims the module', async () => {
    renderCards(<SyncCard />, async () =>
      createModuleDetail({
        binding: 'conflict',
        claimedBy: ['component:default/voicefuse', 'component:default/copy'],
      }),
    );
    expect(
      await screen.findByText(/^Also claimed by component:default\/copy\./),
    ).toBeInTheDocument();
  });
});
