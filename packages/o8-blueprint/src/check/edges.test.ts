import { exampleOf, planOf } from '../__testUtils__/examples';
import { renderPlatform } from '../plan/planPlatform';
import { renderPlan } from '../render/renderPlan';
import type { RepositoryFile } from '../types';
import { findEntryProblems } from './findEntryProblems';
import { findPlatformProblems } from './findPlatformProblems';

const { spec: caller, zone } = exampleOf('pinned');
zone.spec.mesh.mode = 'sidecar';
zone.spec.owners.prefix = 'oidc:';
zone.spec.egress = {
  mode: 'gateway',
  gateway: {
    namespace: 'istio-egress',
    podLabels: { istio: 'egressgateway' },
    service: 'out',
    port: 443,
    gateway: 'egress',
  },
};
caller.metadata.owner = 'group:default/voice-team';
caller.spec.dependsOn = [
  { module: 'ledger' },
  { host: 'api.partner.example', port: 443 },
];
const callee = structuredClone(caller);
callee.metadata.name = 'ledger';
callee.spec.dependsOn = [];
callee.spec.callers = ['call-router'];

const platform = { modules: [{ spec: callee }] };
const files: RepositoryFile[] = [
  ...renderPlatform(zone),
  ...renderPlan(planOf({ spec: callee, zone })).platform,
  ...renderPlan(planOf({ spec: caller, zone }, platform)).platform,
];
const EDGE = 'modules/call-router/clusters/eu-1/edges/ledger.yaml';

/** The problems of the repository with one file changed. */
function linesOf(
  change: (file: RepositoryFile) => string | undefined = each => each.content,
  zones = [zone],
): string[] {
  const changed = files.flatMap(file => {
    const content = change(file);
    return content === undefined ? [] : [{ path: file.path, content }];
  });
  const problems = findPlatformProblems(changed, zones);
  const mine = problems.filter(({ path }) =>
    path.startsWith('modules/call-router/'),
  );
  expect(
    findEntryProblems({ name: 'call-router', files: changed, zones }),
  ).toEqual(mine);
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

const replaced =
  (path: string, text: string, by: string) => (file: RepositoryFile) => {
    if (file.path !== path) {
      return file.content;
    }
    expect(file.content).toContain(text);
    return file.content.replaceAll(text, by);
  };

describe('an entry with edges, hosts and owners', () => {
  it('has no problems, whether its landing zone is known or not', () => {
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        EDGE,
        ...['role-binding', 'service-entries', 'egress-routes'].map(
          name => `modules/call-router/clusters/eu-1/${name}.yaml`,
        ),
      ]),
    );
    expect(linesOf()).toEqual([]);
    expect(linesOf(undefined, [])).toEqual([]);
  });

  it('must have all halves of its edges', () => {
    const without = (file: RepositoryFile) =>
      file.path === EDGE ? undefined : file.content;
    expect(linesOf(without)).toEqual([
      expect.stringContaining(
        `${EDGE}: must have the NetworkPolicy "to-ledger"`,
      ),
      expect.stringContaining(
        `${EDGE}: must have the NetworkPolicy "from-call-router"`,
      ),
      expect.stringContaining(
        `${EDGE}: must have the AuthorizationPolicy "from-call-router"`,
      ),
    ]);
  });

  it('must not let more in than the callee has agreed to', () => {
    expect(linesOf(replaced(EDGE, 'port: 9000', 'port: 22'))).toHaveLength(2);
  });

  it('is wrong as soon as the callee accepts it no more', () => {
    const lines = linesOf(
      replaced(
        'modules/ledger/module.yaml',
        '    - call-router',
        '    - other',
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^modules\/call-router\/module\.yaml: spec\.dependsOn\[0\]\.module: "ledger" does not accept/,
      ),
    );
  });

  it('keeps who answers for it in sight of the checks', () => {
    const path = 'modules/call-router/clusters/eu-1/role-binding.yaml';
    expect(
      linesOf(replaced(path, 'oidc:voice-team', 'system:masters')),
    ).toEqual([
      expect.stringContaining(`${path}: has the RoleBinding "module-owners"`),
    ]);
    expect(
      linesOf(replaced(path, 'oidc:voice-team', 'system:masters'), []),
    ).toEqual([expect.stringContaining('lets the Group "system:masters" in')]);
  });
});
