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
    [{ error: 1 }, '▲1 of 97 with errors'],
  ])('judges reports of %j as "%s"', async (fields, status) => {
    renderCompliance({ ...UNKNOWN, reports: [createReport('eu-1', fields)] });
    expect(await screen.findByRole('listitem')).toHaveTextContent(status);
    expect(screen.queryByText('●')).not.toBeInTheDocument();
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
      screen.getByText('and 2 more findings under "Policy reports"'),
    ).toBeInTheDocument();

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
