import type { ResourceKind } from '@orchestr8/backstage-plugin-o8-node';
import { builtInSources } from '../sources';
import { toClusterRole } from './toClusterRole';
import { toClusterRoleBinding } from './toClusterRoleBinding';
import { toMissingRule } from './toMissingRule';
import { toPolicyRules } from './toPolicyRules';
import { toServiceAccount } from './toServiceAccount';

function createSource(id: string, kinds: ResourceKind[]) {
  return { id, kinds };
}

const namespaces = { group: '', kind: 'Namespace', plural: 'namespaces' };
const schedules = {
  group: 'velero.io',
  kind: 'Schedule',
  plural: 'schedules',
};
const backups = { group: 'velero.io', kind: 'Backup', plural: 'backups' };

describe('toPolicyRules', () => {
  it('has one rule for each group, sorted, with each kind once', () => {
    const sources = [
      createSource('b', [schedules, backups]),
      createSource('a', [namespaces, { ...backups, metadataOnly: true }]),
    ];
    const rules = [
      { apiGroups: [''], resources: ['namespaces'], verbs: ['list', 'watch'] },
      {
        apiGroups: ['velero.io'],
        resources: ['backups', 'schedules'],
        verbs: ['list', 'watch'],
      },
    ];
    expect(toPolicyRules(sources)).toEqual(rules);
    expect(toPolicyRules([...sources].reverse())).toEqual(rules);
  });

  it('allows nothing where nothing is read', () => {
    expect(toPolicyRules([])).toEqual([]);
  });

  it.each([
    [{ group: '', kind: 'Secret', plural: 'secrets' }],
    [{ group: '', kind: 'Secret', plural: 'secrets', metadataOnly: true }],
    [{ group: '', kind: 'Other', plural: 'secrets' }],
    [{ group: '', kind: 'Secret', plural: 'other' }],
  ])('never allows %j', kind => {
    expect(() => toPolicyRules([createSource('bad', [kind])])).toThrow(
      'The source "bad" asks for Secrets',
    );
  });

  it.each([
    ['', '*'],
    ['', 'pods/log'],
    ['', ''],
    ['*', 'pods'],
    ['*.io', 'pods'],
  ])('never allows more than a kind: "%s" "%s"', (group, plural) => {
    expect(() =>
      toPolicyRules([createSource('bad', [{ group, kind: 'Kind', plural }])]),
    ).toThrow(
      `The source "bad" asks for "${plural}" in the API group "${group}"`,
    );
  });

  it('knows a kind of another group that is called like Secrets', () => {
    const kind = { group: 'vault.io', kind: 'Secret', plural: 'secrets' };
    expect(toPolicyRules([createSource('vault', [kind])])).toHaveLength(1);
  });

  it('allows every kind of the built-in sources, and nothing else', () => {
    const allowed = toPolicyRules(builtInSources).flatMap(
      ({ apiGroups, resources, verbs }) => {
        expect(verbs).toEqual(['list', 'watch']);
        return resources.map(plural => `${plural}.${apiGroups.join()}`);
      },
    );
    const wanted = builtInSources.flatMap(({ kinds }) =>
      kinds.map(({ group, plural }) => `${plural}.${group}`),
    );
    expect(allowed.length).toBeGreaterThan(5);
    expect(new Set(allowed)).toEqual(new Set(wanted));
    expect(new Set(allowed).size).toBe(allowed.length);
  });
});

describe('toMissingRule', () => {
  it.each([
    [backups, 'list and watch on backups.velero.io'],
    [namespaces, 'list and watch on namespaces'],
  ])('says what is missing for %j', (kind, rule) => {
    expect(toMissingRule(kind)).toBe(
      `${rule}; "o8 rbac" prints the whole role`,
    );
  });
});

describe('the objects', () => {
  const labels = { 'app.kubernetes.io/part-of': 'orchestr8' };

  it('are a role with the rules', () => {
    const sources = [createSource('a', [namespaces])];
    expect(toClusterRole(sources, { name: 'reader' })).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'reader', labels },
      rules: toPolicyRules(sources),
    });
  });

  it('are an account that no pod uses by accident, and what gives it the role', () => {
    const serviceAccount = { namespace: 'o8', name: 'portal' };
    expect(toServiceAccount(serviceAccount)).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'portal', namespace: 'o8', labels },
      automountServiceAccountToken: false,
    });
    expect(toClusterRoleBinding({ role: 'reader', serviceAccount })).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'reader', labels },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'reader',
      },
      subjects: [{ kind: 'ServiceAccount', namespace: 'o8', name: 'portal' }],
    });
  });
});
