import type { Manifest } from '../types';
import { isAuthorized, type Identity } from './isAuthorized';

const to = { namespace: 'shop', labels: { app: 'shop' } };
const till: Identity = { namespace: 'till', serviceAccount: 'till' };
const other: Identity = { namespace: 'till', serviceAccount: 'other' };
const plain: Identity = { namespace: 'till' };

function object(kind: string, spec: object, namespace = 'shop'): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind,
    metadata: { name: 'any', namespace },
    spec,
  };
}

const policy = (spec: object, namespace?: string) =>
  object('AuthorizationPolicy', spec, namespace);
const allow = (source: object, ports?: string[]) =>
  policy({
    action: 'ALLOW',
    rules: [
      { from: [{ source }], ...(ports && { to: [{ operation: { ports } }] }) },
    ],
  });
const denyAll = policy({});
const strict = object('PeerAuthentication', { mtls: { mode: 'STRICT' } });
const ofTill = { principals: ['cluster.local/ns/till/sa/till'] };

describe('isAuthorized', () => {
  it.each<[string, Manifest[], Identity, boolean]>([
    ['nothing refuses', [], till, true],
    ['nothing is allowed', [denyAll], till, false],
    ['another namespace refuses', [policy({}, 'till')], till, true],
    ['it is named', [denyAll, allow(ofTill)], till, true],
    ['another is named', [denyAll, allow(ofTill)], other, false],
    [
      'its account is named',
      [allow({ serviceAccounts: ['till/till'] })],
      till,
      true,
    ],
    [
      'another account is named',
      [allow({ serviceAccounts: ['till/till'] })],
      other,
      false,
    ],
    ['its namespace is named', [allow({ namespaces: ['till'] })], other, true],
    [
      'another namespace is named',
      [allow({ namespaces: ['shop'] })],
      other,
      false,
    ],
    ['the port is named', [allow(ofTill, ['8080'])], till, true],
    ['another port is named', [allow(ofTill, ['80'])], till, false],
    ['everybody is named', [policy({ rules: [{}] })], plain, true],
    [
      'an identity is asked for',
      [allow({ namespaces: ['till'] })],
      plain,
      false,
    ],
    [
      'a refusal is named too',
      [allow(ofTill), policy({ action: 'DENY', rules: [{}] })],
      till,
      false,
    ],
    [
      'other pods are refused',
      [policy({ selector: { matchLabels: { app: 'x' } } })],
      till,
      true,
    ],
    [
      'these pods are refused',
      [policy({ selector: { matchLabels: { app: 'shop' } } })],
      till,
      false,
    ],
    ['plain text is refused', [strict], plain, false],
    ['plain text is for others', [strict], till, true],
    [
      'a port takes plain text',
      [
        strict,
        object('PeerAuthentication', {
          selector: { matchLabels: { app: 'shop' } },
          mtls: { mode: 'STRICT' },
          portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
        }),
      ],
      plain,
      true,
    ],
  ])('%s', (_, manifests, from, expected) => {
    expect(isAuthorized(manifests, { from, to, port: 8_080 })).toBe(expected);
  });

  it('does not take what it does not know for nothing', () => {
    const unknown = policy({
      rules: [{ when: [{ key: 'source.ip', values: ['10.0.0.1'] }] }],
    });
    expect(() =>
      isAuthorized([unknown], { from: till, to, port: 8_080 }),
    ).toThrow('Unrecognized key');
  });
});
