import {
  RECOVERY_PROBLEMS,
  type Protection,
  type RecoveryState,
} from '@orchestr8/backstage-plugin-o8-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createFacet,
  createModuleDetail,
} from '../../__testUtils__/createModuleDetail';
import {
  createProtection,
  createRecoveryState,
  createVeleroObject,
} from '../../__testUtils__/createRecoveryState';
import {
  createPartialDetail,
  createTroubledDetail,
} from '../../__testUtils__/detailStates';
import { renderCards } from '../../__testUtils__/renderCards';
import { minutesAgo } from '../../__testUtils__/times';
import { RecoveryCard } from './RecoveryCard';

function renderRecovery(
  protections: Protection[],
  fields: Partial<RecoveryState> = {},
) {
  const recovery = createFacet(createRecoveryState(protections, fields));
  renderCards(<RecoveryCard />, async () =>
    createModuleDetail({ facets: { recovery } }),
  );
}

async function findAnswer(): Promise<HTMLElement> {
  return screen.findByText((_, node) => node?.tagName === 'P');
}

describe('RecoveryCard', () => {
  it('answers first: how far back, and how far it may be', async () => {
    renderRecovery([createProtection('eu-1')]);
    expect(await findAnswer()).toHaveTextContent(
      '●Recovers to 14 min ago (objective 1 h) for 2 h',
    );
    expect(screen.getByRole('listitem')).toHaveTextContent(
      'Production Europe (eu-1)●Protected',
    );
    expect(screen.getByRole('listitem')).toHaveTextContent(
      'Newest good backup 14 min ago; schedule */30 * * * *',
    );
  });

  it('says so if there is no objective', async () => {
    renderRecovery([createProtection('eu-1')], { rpoMs: null, rpoFrom: null });
    expect(await findAnswer()).toHaveTextContent('(no objective set)');
  });

  it.each([
    [{ code: 'noGoodBackup', params: {} }, 'No good backup to recover from'],
    [{ code: 'scheduleMissing', params: {} }, 'Nothing backs this module up'],
    [{ code: 'schedulePaused', params: {} }, 'Backups are paused'],
    [
      { code: 'atRisk', params: { count: 2, total: 3 } },
      '2 of 3 placements at risk',
    ],
    [
      { code: 'atRisk', params: { count: 2, total: 3, at: minutesAgo(90) } },
      '2 of 3 placements at risk; recovers to 1 h ago',
    ],
    [{ code: 'invented', params: {} }, 'Needs attention'],
  ])('says the headline %j', async (headline, text) => {
    renderRecovery([createProtection('eu-1', { verdict: 'attention' })], {
      headline,
    });
    expect(await findAnswer()).toHaveTextContent(text);
  });

  it.each(RECOVERY_PROBLEMS)('knows what to do for "%s"', async code => {
    renderRecovery([
      createProtection('eu-1', {
        verdict: 'attention',
        problems: [
          { code, message: 'its own words', object: null, since: null },
        ],
      }),
    ]);
    expect(await screen.findByText('its own words')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /Production Europe/ }),
    );
    expect(screen.getByText('What to do:').parentElement).toHaveTextContent(
      /What to do: [A-Z].{30,}\.$/,
    );
    expect(screen.getAllByText('▲').length).toBeGreaterThan(0);
  });

  it('opens to backup, schedule and storage', async () => {
    renderCards(<RecoveryCard />, async () => createTroubledDetail());
    await userEvent.click(
      await screen.findByRole('button', { name: /\(us-1\).*RPO breached/ }),
    );
    const evidence = screen.getByRole('list', { name: 'Evidence' });
    expect(evidence).toHaveTextContent('BackupStorageLocation velero/default');
    expect(evidence).toHaveTextContent('AccessDenied');
    expect(evidence).toHaveTextContent('Backup velero/voicefuse-old');
    expect(evidence).toHaveTextContent('A good backup that is at most 1 h old');
    expect(evidence).toHaveTextContent('Schedule velero/voicefuse');
  });

  it('says what is missing: a backup and a schedule', async () => {
    renderRecovery([
      createProtection('eu-1', {
        verdict: 'bad',
        newestGood: null,
        schedule: null,
        problems: [
          { code: 'scheduleMissing', message: null, object: null, since: null },
        ],
      }),
    ]);
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent('✕No schedule');
    expect(row).toHaveTextContent('No good backup; no schedule');
    await userEvent.click(screen.getByRole('button', { name: /No schedule/ }));
    expect(screen.getAllByText('No such object exists')).toHaveLength(2);
  });

  it.each([
    ['notRead', '?Not read'],
    ['unsupported', '◌Not checked'],
  ] as const)('claims nothing about what is "%s"', async (code, status) => {
    renderRecovery(
      [
        createProtection('eu-1', {
          verdict: 'unknown',
          newestGood: null,
          schedule: null,
          problems: [{ code, message: null, object: null, since: null }],
        }),
      ],
      { verdict: 'unknown', headline: { code: 'unknown', params: {} } },
    );
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent(`Production Europe (eu-1)${status}`);
    expect(row).not.toHaveTextContent(/backup|schedule/i);
    await userEvent.click(
      screen.getByRole('button', { name: /Production Europe/ }),
    );
    const evidence = screen.getByRole('list', { name: 'Evidence' });
    expect(evidence).toHaveTextContent(new RegExp(`^Found${status.slice(1)}$`));
    expect(screen.queryByText('No such object exists')).not.toBeInTheDocument();
  });

  it('shows what was seen before the rest could be read', async () => {
    renderRecovery([
      createProtection('eu-1', {
        verdict: 'attention',
        newestGood: null,
        schedule: {
          object: createVeleroObject('eu-1', 'Schedule', 'voicefuse'),
          cron: '@daily',
          paused: true,
        },
        problems: [
          { code: 'schedulePaused', message: null, object: null, since: null },
          { code: 'notRead', message: null, object: null, since: null },
        ],
      }),
    ]);
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent('▲Schedule paused');
    expect(row).toHaveTextContent('schedule @daily, paused');
    expect(row).not.toHaveTextContent('No good backup');
  });

  it('does not say that there is no backup where its origin is not known', async () => {
    renderRecovery([
      createProtection('eu-1', {
        verdict: 'unknown',
        newestGood: null,
        problems: [
          { code: 'originUnknown', message: null, object: null, since: null },
        ],
      }),
    ]);
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent('?Origin unknown');
    expect(row).toHaveTextContent('schedule */30 * * * *');
    expect(row).not.toHaveTextContent('No good backup');
  });

  it('shows both kinds of not knowing among the states', async () => {
    renderCards(<RecoveryCard />, async () => createPartialDetail());
    const rows = await screen.findAllByRole('listitem');
    expect(rows[0]).toHaveTextContent('?Not read');
    expect(rows[1]).toHaveTextContent('◌Not checked');
    expect(rows[2]).toHaveTextContent('●Protected');
  });

  it('is not green where nothing confirms it, and says since when', async () => {
    renderRecovery(
      [
        createProtection('us-1', {
          fresh: false,
          evidenceAt: minutesAgo(12),
        }),
        createProtection('eu-1', {
          fresh: false,
          newestGood: null,
          verdict: 'unknown',
          evidenceAt: null,
        }),
      ],
      { verdict: 'unknown', headline: { code: 'unknown', params: {} } },
    );
    const [first, second] = await screen.findAllByRole('listitem');
    expect(first).toHaveTextContent('?Protected');
    expect(first).toHaveTextContent('as of 12 min ago');
    expect(second).toHaveTextContent('not confirmed');
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('tells two placements on one cluster apart', async () => {
    renderRecovery([
      createProtection('eu-1'),
      createProtection('eu-1', {
        namespace: 'voicefuse-jobs',
        schedule: {
          object: createVeleroObject('eu-1', 'Schedule', 'jobs'),
          cron: '@daily',
          paused: true,
        },
      }),
    ]);
    expect(
      await screen.findByText('Production Europe (eu-1), voicefuse-jobs'),
    ).toBeInTheDocument();
    expect(screen.getByText(/schedule @daily, paused/)).toBeInTheDocument();
  });
});
