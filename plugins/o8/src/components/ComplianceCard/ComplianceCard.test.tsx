import type { ComplianceState } from '@orchestr8/backstage-plugin-o8-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createCheck,
  createComplianceState,
  createFinding,
  createReport,
} from '../../__testUtils__/createComplianceState';
import {
  createFacet,
  createModuleDetail,
} from '../../__testUtils__/createModuleDetail';
import { renderCards } from '../../__testUtils__/renderCards';
import { minutesAgo } from '../../__testUtils__/times';
import { ComplianceCard } from './ComplianceCard';

function renderCompliance(
  fields: Partial<ComplianceState>,
  clusters: string[] = [],
) {
  const compliance = createFacet(createComplianceState(clusters, fields));
  renderCards(<ComplianceCard />, async () =>
    createModuleDetail({ facets: { compliance } }),
  );
}

const UNKNOWN = {
  verdict: 'unknown',
  headline: { code: 'unknown', params: { unknown: 2, total: 98 } },
} as const;

describe('ComplianceCard', () => {
  it('counts what passes, with denominators', async () => {
    renderCompliance({}, ['eu-1', 'us-1']);
    expect(
      await screen.findByText('196 of 196 checks pass'),
    ).toBeInTheDocument();
    const [network, pods, reports] = screen.getAllByRole('listitem');
    expect(network).toHaveTextContent('Default deny (NET-1)●Pass');
    expect(network).toHaveTextContent('2 of 2 placements pass');
    expect(pods).toHaveTextContent('Pod Security (PSS-1)●Pass');
    expect(reports).toHaveTextContent('Policy reports●192 of 192 pass');
    expect(reports).toHaveTextContent(
      '192 pass, 0 fail, 0 warn, 0 errors, 8 skipped on 48 objects; newest result 5 min ago',
    );
  });

  it('opens a check to what was expected and found in each placement', async () => {
    renderCompliance({
      verdict: 'bad',
      headline: { code: 'failing', params: { failed: 1, total: 4 } },
      checks: [
        createCheck('NET-1', 'eu-1'),
        createCheck('NET-1', 'us-1', {
          result: 'fail',
          found: 'open',
          evidence: [],
        }),
      ],
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: /Default deny \(NET-1\).*Fail/,
      }),
    );
    expect(screen.getByText('1 of 2 placements pass')).toBeInTheDocument();
    expect(
      screen.getByText(/Add a NetworkPolicy that selects all pods/),
    ).toBeInTheDocument();
    const evidence = screen.getByRole('list', { name: 'Evidence' });
    expect(evidence.children[0]).toHaveTextContent(
      'Production United States (us-1), namespace voicefuse',
    );
    expect(evidence.children[0]).toHaveTextContent('No such object exists');
    expect(evidence.children[0]).toHaveTextContent(
      'FoundNo traffic is denied by default',
    );
    expect(evidence.children[1]).toHaveTextContent(
      'NetworkPolicy voicefuse/default-deny',
    );
  });

  it.each([
    ['not-checked', 'unsupported', '◌Not checked', /kind that could answer/],
    ['stale', 'notRead', '?Stale', /not readable/],
    ['error', 'notRead', '?Could not be checked', /not readable/],
  ] as const)('never passes what is %s', async (result, found, status, why) => {
    renderCompliance({
      ...UNKNOWN,
      checks: [createCheck('PSS-1', 'eu-1', { result, found })],
    });
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent(status);
    expect(row).toHaveTextContent(why);
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it.each([
    [{ state: 'stale' as const }, '?Stale'],
    [{ state: 'stopped' as const }, '?Stale'],
    [{ state: 'not-checked' as const, pass: 0 }, '◌Not checked'],
    [{ state: 'error' as const }, '?Could not be read'],
    [{ pass: 0 }, '?No results'],
    [{ fail: 2, state: 'stale' as const }, '✕2 of 98 fail'],
    [{ warn: 3 }, '▲3 of 99 warn'],
    [{ error: 1 }, '?1 of 97 with errors'],
    [{ error: 1, warn: 1 }, '▲1 of 98 warn'],
  ])('judges reports of %j as "%s"', async (fields, status) => {
    renderCompliance({ ...UNKNOWN, reports: [createReport('eu-1', fields)] });
    expect(await screen.findByRole('listitem')).toHaveTextContent(status);
    expect(screen.queryByText('●')).not.toBeInTheDocument();
  });

  it('gives no reason for a report that is not confirmed', async () => {
    renderCompliance({
      ...UNKNOWN,
      reports: [createReport('eu-1', { state: 'stale' })],
    });
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent('Not confirmed');
    expect(row).not.toHaveTextContent('does not answer');
    await userEvent.click(
      screen.getByRole('button', { name: /Policy reports/ }),
    );
    expect(screen.getByText('What to do:').parentElement).toHaveTextContent(
      /line about the clusters/,
    );
  });

  it('says how old the oldest check is that is stale', async () => {
    renderCompliance({
      ...UNKNOWN,
      checks: [
        createCheck('NET-1', 'eu-1', {
          result: 'stale',
          evidenceAt: minutesAgo(40),
        }),
        createCheck('NET-1', 'us-1', {
          result: 'stale',
          evidenceAt: minutesAgo(300),
        }),
        createCheck('NET-1', 'stage-1', { evidenceAt: minutesAgo(900) }),
        createCheck('PSS-1', 'eu-1'),
      ],
    });
    const rows = await screen.findAllByRole('listitem');
    expect(rows[0]).toHaveTextContent('as of 5 h ago');
    expect(rows[1]).not.toHaveTextContent('as of');
  });

  it('says so if it is not known when a stale check was confirmed', async () => {
    renderCompliance({
      ...UNKNOWN,
      checks: [
        createCheck('NET-1', 'eu-1', { result: 'stale', evidenceAt: null }),
        createCheck('NET-1', 'us-1', { result: 'stale' }),
      ],
    });
    expect(await screen.findByRole('listitem')).toHaveTextContent(
      'not confirmed',
    );
  });

  it('does not give reports the age of a placement that is better off', async () => {
    renderCompliance({
      ...UNKNOWN,
      reports: [
        createReport('eu-1', { state: 'stale', evidenceAt: minutesAgo(300) }),
        createReport('us-1', { evidenceAt: minutesAgo(5) }),
      ],
    });
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent('newest result 5 h ago');
    expect(row).toHaveTextContent('as of 5 h ago');
    expect(row).not.toHaveTextContent('5 min ago');
  });

  it('says when reports stopped, which the cluster itself confirms', async () => {
    renderCompliance({
      ...UNKNOWN,
      reports: [
        createReport('eu-1', { state: 'stopped', evidenceAt: minutesAgo(600) }),
        createReport('us-1'),
      ],
    });
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent('newest result 10 h ago');
    expect(row).not.toHaveTextContent('as of');
  });

  it('puts the worst first, in five rows, and hides no finding from the reports', async () => {
    const findings = ['a', 'b', 'c', 'd'].map(policy =>
      createFinding('us-1', {
        policy,
        result: policy === 'd' ? 'fail' : 'warn',
        message: `message of ${policy}`,
      }),
    );
    renderCompliance({
      verdict: 'bad',
      headline: { code: 'failing', params: { failed: 1, total: 99 } },
      checks: [createCheck('NET-1', 'us-1'), createCheck('PSS-1', 'us-1')],
      reports: [createReport('us-1', { fail: 1, warn: 3, findings })],
    });
    const rows = await screen.findAllByRole('listitem');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toHaveTextContent('d, check-digest');
    expect(
      screen.queryByText(/message of [bc]/, { selector: 'li *' }),
    ).not.toBeInTheDocument();
    await userEvent.tab();
    const more = screen.getByRole('button', { name: 'and 2 more findings' });
    more.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    expect(screen.getByText('message of c')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(screen.getAllByRole('listitem')).toHaveLength(5);

    await userEvent.click(
      screen.getByRole('button', { name: /Policy reports/ }),
    );
    const evidence = screen.getByRole('list', { name: 'Evidence' });
    ['a', 'b', 'c', 'd'].forEach(policy =>
      expect(evidence).toHaveTextContent(`message of ${policy}`),
    );
    expect(evidence).toHaveTextContent('Deployment voicefuse/api');
  });
});
