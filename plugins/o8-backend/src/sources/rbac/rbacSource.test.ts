import { changeExample, readExample, readFacts } from '../__testUtils__';
import { rbacSource } from './rbacSource';

const ROLE = 'rbac.authorization.k8s.io/Role';
const BINDING = 'rbac.authorization.k8s.io/RoleBinding';

const QUIET = {
  wildcards: [],
  secretVerbs: [],
  namesSecrets: false,
  escalation: [],
  opensShells: false,
};

const rule = (fields: object) => ({
  apiGroups: [''],
  resources: ['pods'],
  verbs: ['get'],
  ...fields,
});

it('says little of a Role that allows little', () => {
  expect(readExample(ROLE)).toEqual({
    type: 'rbac.role',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: { rules: 2, ...QUIET },
  });
});

it.each<[string, object[], object]>([
  ['nothing', [], {}],
  [
    'everything',
    [rule({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] })],
    {
      wildcards: ['apiGroups', 'resources', 'verbs'],
      secretVerbs: ['*'],
      escalation: ['*'],
      opensShells: true,
    },
  ],
  [
    'to read Secrets, by two rules',
    [
      rule({ resources: ['secrets'], verbs: ['list', 'get'] }),
      rule({ resources: ['configmaps', 'secrets'], verbs: ['get'] }),
    ],
    { secretVerbs: ['get', 'list'] },
  ],
  [
    'to read one Secret',
    [rule({ resources: ['secrets'], resourceNames: ['a'] })],
    { secretVerbs: ['get'], namesSecrets: true },
  ],
  [
    'to read one Secret, and then all',
    [
      rule({ resources: ['secrets'], resourceNames: ['a'] }),
      rule({ resources: ['*'] }),
    ],
    { secretVerbs: ['get'], wildcards: ['resources'], opensShells: true },
  ],
  [
    'to read secrets of another API',
    [rule({ apiGroups: ['vault.example.com'], resources: ['secrets'] })],
    {},
  ],
  [
    'to get more rights',
    [rule({ resources: ['roles'], verbs: ['escalate', 'bind', 'get'] })],
    { escalation: ['bind', 'escalate'] },
  ],
  [
    'a shell',
    [rule({ resources: ['pods/exec'], verbs: ['create'] })],
    { opensShells: true },
  ],
  [
    'a shell, by all parts of pods',
    [rule({ resources: ['pods/*'], verbs: ['*'] })],
    { wildcards: ['resources', 'verbs'], escalation: ['*'], opensShells: true },
  ],
  [
    'only to list shells',
    [rule({ resources: ['pods/exec'], verbs: ['list'] })],
    {},
  ],
])('sees that a Role allows %s', (_name, rules, expected) => {
  expect(readExample(ROLE, { rules }).value).toEqual({
    rules: rules.length,
    ...QUIET,
    ...expected,
  });
});

it('says who is bound to what', () => {
  expect(readExample(BINDING).value).toEqual({
    role: { kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'Group', namespace: null, name: 'billing-owners' }],
    subjectCount: 1,
  });
});

it('counts all who are bound', () => {
  const subjects = Array.from({ length: 99 }, (_, index) => ({
    kind: 'ServiceAccount',
    namespace: 'billing',
    name: `sa-${index}`,
  }));
  const { value } = readExample(BINDING, { subjects });
  expect(value.subjects).toHaveLength(20);
  expect(value.subjectCount).toBe(99);
  expect(readExample(BINDING, { subjects: null }).value).toMatchObject({
    subjects: [],
    subjectCount: 0,
  });
});

it.each<[string, object]>([
  [ROLE, { rules: [7] }],
  [ROLE, { rules: [rule({ verbs: 'get' })] }],
  [ROLE, { rules: [rule({ resources: [{}] })] }],
  [BINDING, { roleRef: {} }],
  [BINDING, { subjects: [{ kind: 'User' }] }],
])('says nothing of a %s with %j', (kind, changes) => {
  const object = changeExample(kind, { ...changes });
  expect(() => readFacts(rbacSource, object)).toThrow();
});
