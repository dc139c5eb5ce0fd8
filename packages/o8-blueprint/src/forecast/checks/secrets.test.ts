import type { LandingZoneInput } from '@orchestr8/backstage-plugin-o8-common';
import {
  changeObjects,
  createPlan,
  look,
  removeKind,
  setField,
} from '../__testUtils__';

const STORED: Partial<LandingZoneInput['spec']> = {
  secrets: {
    operator: 'external-secrets',
    store: { provider: 'vault', server: 'https://vault.example' },
  },
};
const SEALED: Partial<LandingZoneInput['spec']> = {
  secrets: { operator: 'sealed-secrets' },
};
const CLUSTERS = ['eu-1', 'us-1', 'stage-1'];

const stored = createPlan({
  zone: STORED,
  spec: { secrets: [{ name: 'api', keys: ['KEY'], path: 'api' }] },
});
const sealed = createPlan({
  zone: SEALED,
  spec: {
    secrets: [
      {
        name: 'api',
        keys: ['KEY'],
        sealed: Object.fromEntries(
          CLUSTERS.map(cluster => [cluster, { KEY: 'Agx=' }]),
        ),
      },
    ],
  },
});
const none = createPlan();

describe('SEC-1', () => {
  it('is satisfied by what operators make Secrets of', () => {
    for (const [plan, kind] of [
      [stored, 'ExternalSecret'],
      [sealed, 'SealedSecret'],
    ] as const) {
      const { verdict, objects } = look('SEC-1', plan);
      expect(verdict).toBe('satisfied');
      expect(objects.map(object => object.kind)).toContain(kind);
    }
  });

  it.each(['SEC-1', 'SEC-2', 'SEC-3'])(
    '%s too fails where nothing makes a Secret that is declared',
    check => {
      for (const kind of ['ExternalSecret', 'SealedSecret']) {
        const plan = kind === 'SealedSecret' ? sealed : stored;
        expect(look(check, removeKind(kind)(plan))).toMatchObject({
          verdict: 'fails',
          reasons: ['Nothing makes the Secret api.'],
          changes: [{ document: 'module', field: 'spec.secrets' }],
        });
      }
    },
  );

  it('fails on one cluster where the ciphertext of that one is gone', () => {
    const plan = changeObjects(sealed, (object, path) =>
      object.kind === 'SealedSecret' && path.includes('us-1')
        ? undefined
        : object,
    );
    expect(look('SEC-1', plan)).toMatchObject({
      verdict: 'fails',
      reasons: [
        expect.stringMatching(
          /Nothing makes the Secret api\..*us-1|us-1.*Nothing/,
        ),
      ],
    });
  });
});

describe('SEC-2', () => {
  it('is left to the clusters, with what has to be in sync', () => {
    for (const plan of [stored, sealed]) {
      expect(look('SEC-2', plan)).toMatchObject({
        verdict: 'at-runtime',
        reasons: [expect.stringMatching(/^An operator makes each of them/)],
        objects: expect.arrayContaining([
          expect.objectContaining({ name: 'api' }),
        ]),
      });
    }
  });

  it('fails for what is read from nowhere', () => {
    expect(look('SEC-2', removeKind('SecretStore')(stored))).toMatchObject({
      verdict: 'fails',
      reasons: ['A secret is read from a store that is not planned.'],
    });
  });

  it.each([
    ['spec.refreshPolicy', 'CreatedOnce'],
    ['spec.refreshInterval', '0s'],
    ['spec.target.immutable', true],
  ])('fails for what is never fetched again: %s is %j', (field, value) => {
    const plan = setField('ExternalSecret', field, value)(stored);
    expect(look('SEC-2', plan)).toMatchObject({
      verdict: 'fails',
      reasons: ['A secret is fetched once, and never again.'],
    });
  });

  it('has nothing to ask of a module without secrets, unless it is a chart', () => {
    for (const check of ['SEC-2', 'SEC-3']) {
      expect(look(check, none)).toMatchObject({
        verdict: 'not-applicable',
        reasons: ['It declares no secrets.'],
      });
    }
  });
});

describe('SEC-3', () => {
  it('says where the age of a secret is seen', () => {
    expect(look('SEC-3', stored)).toMatchObject({
      verdict: 'at-runtime',
      reasons: ['How old they are in the store is seen on the clusters.'],
    });
    expect(look('SEC-3', sealed)).toMatchObject({
      verdict: 'at-runtime',
      reasons: [expect.stringMatching(/^What is sealed is as old as/)],
    });
  });
});
