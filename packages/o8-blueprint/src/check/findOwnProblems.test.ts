import {
  changed,
  added,
  linesOf,
  zone,
} from '../__testUtils__/platformRepository';

const OWN = 'modules/o8-platform/app-project.yaml';
const MORE = 'modules/o8-platform/more.yaml';

const project = (name: string, fields: string) => `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: ${name}, namespace: gitops }
spec: { ${fields} }
`;

const KINDS =
  'clusterResourceWhitelist: [], namespaceResourceWhitelist: [{ group: apps, kind: Deployment }]';

describe("the platform's own objects", () => {
  it('may not have a second project that allows everything', () => {
    const wide = project(
      'wide',
      'sourceRepos: ["*"], destinations: [{ server: "*", namespace: "*" }], clusterResourceWhitelist: [{ group: "*", kind: "*" }], namespaceResourceWhitelist: [{ group: "*", kind: "*" }]',
    );
    const lines = [
      `refused ${MORE}: allows the source "*": wildcards are refused`,
      `refused ${MORE}: allows the cluster "*": wildcards are refused`,
      `refused ${MORE}: allows the kinds "*/*": wildcards are refused`,
      `refused ${MORE}: allows the kinds "*/*": wildcards are refused`,
    ];
    expect(linesOf(added(MORE, wide), [])).toEqual(lines);
    expect(linesOf(added(MORE, wide))).toEqual([
      ...lines,
      `refused ${MORE}: allows the namespace "*": wildcards are refused`,
    ]);
  });

  it('may have a second project for something of its own', () => {
    const own = (namespace: string) =>
      project(
        'add-ons',
        `sourceRepos: [https://github.com/acme/add-ons.git], destinations: [{ name: eu-1, namespace: ${namespace} }], ${KINDS}`,
      );
    expect(linesOf(added(MORE, own('add-ons')))).toEqual([]);
    expect(linesOf(added(MORE, own('"*"')))).toEqual([
      `refused ${MORE}: allows the namespace "*": wildcards are refused`,
    ]);
  });

  it("have no project that is a module's", () => {
    const same = project('call-router', `sourceRepos: [], ${KINDS}`);
    expect(linesOf(added(MORE, same))).toEqual([
      `refused ${MORE}: is the AppProject "call-router", which a module has`,
    ]);
  });

  it.each([
    [
      'https://github.com/acme/platform-apps.git',
      'https://github.com/evil/apps.git',
      'allows the source https://github.com/evil/apps.git, which no landing zone has',
    ],
    [
      'name: eu-1',
      'name: mars',
      'allows the destination * on mars, which no landing zone has',
    ],
    [
      'kind: Namespace',
      'kind: "*"',
      'allows the kinds "/*": wildcards are refused',
    ],
    [
      'sourceRepos:',
      'roles: [{ name: all }]\n  sourceRepos:',
      'has another spec.roles than the landing zone "acme" gives it',
    ],
    [
      'Prune=false,Delete=false',
      'Prune=true',
      'has another metadata.annotations["argocd.argoproj.io/sync-options"] than the landing zone "acme" gives it',
    ],
    [
      'namespaceResourceWhitelist',
      'namespaceResourceBlacklist',
      'has no namespaceResourceWhitelist, which allows every kind',
    ],
  ])('are as the landing zones say: %s → %s', (text, by, message) => {
    expect(linesOf(changed(OWN, text, by))).toContain(
      `refused ${OWN}: ${message}`,
    );
  });

  it('may allow what several landing zones need together', () => {
    const other = structuredClone(zone);
    other.metadata.name = 'other';
    other.spec.clusters = [{ ...zone.spec.clusters[0], name: 'ap-1' }];
    const files = changed(
      OWN,
      '- name: eu-1',
      '- { name: ap-1, namespace: "*" }\n    - name: eu-1',
    );
    expect(linesOf(files, [zone, other])).toEqual([]);
    expect(linesOf(files, [zone])).toHaveLength(1);
  });
});
