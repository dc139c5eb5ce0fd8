import type {
  LandingZone,
  LandingZoneInput,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { pipelineContext } from '../../__testUtils__/pipelines';
import { findObjectProblems } from '../../check/findBoundaryProblems';
import { toPlatformFacts } from '../../check/platformFacts';
import { findPolicyProblems as judge } from '../../check/policyRules';
import type { Manifest } from '../../types';
import { findPolicyProblems } from './findPolicyProblems';
import {
  describePlatformPolicies,
  planPlatformPolicies,
} from './platformPolicies';
import { policyException } from './policyException';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const DENY: NonNullable<LandingZoneInput['spec']['policies']> = {
  engine: 'kyverno',
  mode: 'deny',
  encryptedStorageClasses: ['gp3-encrypted'],
};

const contextOf = (
  zone: Partial<LandingZoneInput['spec']>,
  spec: Partial<ModuleSpecInput['spec']> = {},
) => pipelineContext({ zone, spec: { delivery: {}, ...spec } });

/** The policies of a cluster by their names. */
function policiesOf(zone: LandingZone, cluster: string) {
  const file = planPlatformPolicies(zone).find(
    ({ path }) => path === `bootstrap/clusters/${cluster}/policies.yaml`,
  );
  const objects = file && 'objects' in file ? file.objects : [];
  return new Map(objects.map(each => [each.metadata.name, each]));
}
const specOf = (object?: Manifest) => JSON.stringify(object?.spec);

describe('policies of a landing zone', () => {
  const { zone } = contextOf({ policies: DENY });

  it('are there for each cluster, and only with an engine', () => {
    expect(planPlatformPolicies(contextOf({}).zone)).toEqual([]);
    expect(describePlatformPolicies(contextOf({}).zone)).toBe('');
    expect(planPlatformPolicies(zone).map(({ path }) => path)).toEqual(
      ['stage-1', 'eu-1', 'us-1'].map(
        name => `bootstrap/clusters/${name}/policies.yaml`,
      ),
    );
    expect(describePlatformPolicies(zone)).toContain(
      'bootstrap/clusters/<cluster>/policies.yaml',
    );
    expect([...policiesOf(zone, 'eu-1').keys()]).toEqual([
      'o8-restricted-pods',
      'o8-labelled-pods',
      'o8-pinned-images',
      'o8-signed-images',
      'o8-encrypted-volumes',
    ]);
  });

  it('refuse in production where they are told to, and report elsewhere', () => {
    const actions = (of: LandingZone, cluster: string) =>
      [...policiesOf(of, cluster).values()].map(({ spec }) =>
        Object(spec).validationActions.concat(Object(spec).failurePolicy),
      );
    const audit = ['Audit', 'Ignore'];
    const deny = ['Deny', 'Fail'];
    expect(actions(zone, 'eu-1')).toEqual([audit, audit, deny, deny, deny]);
    expect(actions(zone, 'stage-1')).toEqual([
      audit,
      audit,
      audit,
      audit,
      audit,
    ]);
    const other = contextOf({ policies: { engine: 'kyverno' } }).zone;
    expect(actions(other, 'eu-1')).toEqual([audit, audit, audit, audit]);
  });

  it('judge namespaces of modules, and nothing of the platform', () => {
    for (const policy of policiesOf(zone, 'eu-1').values()) {
      expect(policy.metadata).not.toHaveProperty('namespace');
      expect(specOf(policy)).toContain(
        '{"key":"orchestr8.io/module","operator":"Exists"}',
      );
    }
    expect(
      specOf(policiesOf(zone, 'eu-1').get('o8-encrypted-volumes')),
    ).toContain('"values":["confidential","phi"]');
  });

  it('know who signs, and ask nobody where nothing is signed', () => {
    const signed = specOf(policiesOf(zone, 'eu-1').get('o8-signed-images'));
    expect(signed).toContain('ref.startsWith(\\"ghcr.io/acme/\\")');
    expect(signed).toContain('https://token.actions.githubusercontent.com');
    // What prepares a pod runs with its volumes and secrets too.
    expect(signed).toContain(
      '(images.containers + images.initContainers + images.ephemeralContainers).all(',
    );
    const without = contextOf({
      policies: DENY,
      ci: undefined,
      git: zone.spec.git,
    });
    without.zone.spec.ci = undefined;
    expect([...policiesOf(without.zone, 'eu-1').keys()]).not.toContain(
      'o8-signed-images',
    );
  });

  it('let the placeholder through, which the platform has chosen', () => {
    const { placeholderImage } = zone.spec;
    for (const name of ['o8-pinned-images', 'o8-signed-images']) {
      expect(specOf(policiesOf(zone, 'eu-1').get(name))).toContain(
        JSON.stringify(JSON.stringify(placeholderImage)).slice(1, -1),
      );
    }
    const looksAt = (of: LandingZone) =>
      specOf(policiesOf(of, 'eu-1').get('o8-signed-images'));
    // Of our registry, it would be asked for a signature and a digest nevertheless.
    expect(looksAt(zone)).toContain(`&& ref != \\"${placeholderImage}\\"`);
    const placeholder = 'registry.example/placeholder:1';
    expect(
      looksAt(
        contextOf({ policies: DENY, placeholderImage: placeholder }).zone,
      ),
    ).toContain('"glob":"ghcr.io/acme/*"');
  });
});

describe('what policies would refuse', () => {
  const volumes = (storageClass?: string) => ({
    workload: {
      kind: 'service' as const,
      image: `ghcr.io/acme/shop@${DIGEST}`,
      replicas: 1,
      volumes: [
        { name: 'data', mountPath: '/data', size: '1Gi', storageClass },
      ],
    },
    compliance: {
      frameworks: ['hipaa' as const],
      dataClassification: 'phi' as const,
    },
  });

  it.each<[string, Parameters<typeof contextOf>]>([
    ['an image by its digest', [{ policies: DENY }, volumes('gp3-encrypted')]],
    [
      'a tag where it is only reported',
      [
        { policies: { engine: 'kyverno' } },
        { workload: { kind: 'worker', image: 'docker.io/redis:8' } },
      ],
    ],
    [
      'other data',
      [{ policies: DENY }, { ...volumes('fast'), compliance: undefined }],
    ],
  ])('is not %s', (_name, args) => {
    expect(findPolicyProblems(contextOf(...args))).toEqual([]);
  });

  it('is said with its path', () => {
    const image = contextOf(
      { policies: DENY },
      { workload: { kind: 'worker', image: 'docker.io/redis:8' } },
    );
    expect(findPolicyProblems(image)).toEqual([
      {
        path: 'spec.workload.image',
        message:
          'needs a digest (…@sha256:<64 hex digits>): the policies of the landing zone "acme" refuse tags alone in production',
        kind: 'refused',
      },
    ]);
    for (const storageClass of ['fast', undefined]) {
      expect(
        findPolicyProblems(
          contextOf({ policies: DENY }, volumes(storageClass)),
        ),
      ).toEqual([
        {
          path: 'spec.workload.volumes[0].storageClass',
          message:
            'must be one of gp3-encrypted: data that is phi is encrypted where it lies',
          kind: 'refused',
        },
      ]);
    }
  });
});

describe('exceptions', () => {
  const chart = {
    repository: 'https://charts.example',
    name: 'thing',
    version: '1.2.3',
  };
  const podSecurity = {
    level: 'baseline' as const,
    owner: 'group:default/platform',
    reason: `it's "old"; $(x) {{ y }}`,
    expires: '2027-06-30',
  };
  const context = contextOf(
    { policies: DENY },
    { workload: { kind: 'service', chart: { ...chart, podSecurity } } },
  );
  const emit = (of: typeof context) =>
    policyException.emit({ ...of, placement: of.placements[0] });
  const [exception] = emit(context);
  /** What the rules say of it with something changed. */
  const judged = (change: (object: Manifest) => void = () => {}) => {
    const object = structuredClone(exception);
    change(object);
    return judge({ ...object, items: undefined }, context.spec);
  };

  it('are there for a chart that has one, with who answers for it and its end', () => {
    expect(exception).toMatchObject({
      metadata: {
        name: 'shop-pod-security',
        namespace: 'shop',
        annotations: {
          'orchestr8.io/exception-owner': podSecurity.owner,
          'orchestr8.io/exception-reason': podSecurity.reason,
          'orchestr8.io/exception-expires': podSecurity.expires,
        },
      },
      spec: { expiresAt: '2027-06-30T23:59:59Z' },
    });
    const plain = { workload: { kind: 'service' as const, chart } };
    expect(emit(contextOf({ policies: DENY }, plain))).toEqual([]);
    expect(emit({ ...context, zone: contextOf({}).zone })).toEqual([]);
  });

  it('are taken as they are written', () => {
    expect(judged()).toEqual([]);
  });

  it.each<[string, (object: Manifest) => void, RegExp]>([
    [
      'from another policy',
      ({ spec }) => Object(spec).policyRefs.push({ kind: 'X', name: 'y' }),
      /^must except from the ValidatingPolicy "o8-restricted-pods" alone$/,
    ],
    [
      'for everybody',
      ({ spec }) => delete Object(spec).matchConditions,
      /^must hold for the namespace "shop" alone/,
    ],
    [
      'for another module',
      ({ spec }) =>
        (Object(spec).matchConditions[0].expression =
          'object.metadata.namespace == "till"'),
      /^must hold for the namespace "shop" alone/,
    ],
    [
      'for ever',
      ({ spec }) => delete Object(spec).expiresAt,
      /^must end at 2027-06-30T23:59:59Z, as module.yaml says$/,
    ],
    [
      'for more images',
      ({ spec }) => (Object(spec).images = ['*']),
      /^has the field spec.images, which excepts from more$/,
    ],
    [
      'for which nobody answers',
      ({ metadata }) =>
        delete Object(metadata.annotations)['orchestr8.io/exception-owner'],
      /^must have the annotation orchestr8.io\/exception-owner: group:default\/platform$/,
    ],
  ])('are refused %s', (_name, change, message) => {
    expect(judged(change)).toEqual([expect.stringMatching(message)]);
  });

  it('are looked at where an entry has further objects', () => {
    const facts = toPlatformFacts([], []);
    const { spec } = contextOf({ policies: DENY });
    expect(
      findObjectProblems({ ...exception, items: undefined }, spec, facts),
    ).toEqual(['is a PolicyException, but module.yaml has no exception']);
    const elsewhere = structuredClone(exception);
    elsewhere.metadata.namespace = 'till';
    expect(
      findObjectProblems(
        { ...elsewhere, items: undefined },
        context.spec,
        facts,
      ),
    ).not.toEqual([]);
  });

  it('are refused where module.yaml has none, and without a spec', () => {
    const { spec } = contextOf({ policies: DENY });
    expect(judge({ ...exception, items: undefined }, spec)).toEqual([
      'is a PolicyException, but module.yaml has no exception',
    ]);
    expect(
      judged(object => {
        object.spec = null;
      }),
    ).toHaveLength(3);
  });
});
