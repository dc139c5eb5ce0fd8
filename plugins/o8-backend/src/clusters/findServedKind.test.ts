import { findServedKind, type ServedGroup } from './findServedKind';

const pods = { name: 'pods', kind: 'Pod' };
const log = { name: 'pods/log', kind: 'Pod' };
const reports = { name: 'policyreports', kind: 'PolicyReport' };

const twoVersions: ServedGroup = [
  { version: 'v1beta1', resources: [reports] },
  { version: 'v1alpha2', resources: [reports] },
];

describe('findServedKind', () => {
  it.each([
    ['nothing in a group that is not there', { kind: 'Pod' }, [], null],
    [
      'nothing where the kind is not there',
      { kind: 'Job' },
      [{ version: 'v1', resources: [pods] }],
      null,
    ],
    [
      'the kind, and not a subresource of it',
      { kind: 'Pod' },
      [{ version: 'v1', resources: [log, pods] }],
      { version: 'v1', plural: 'pods' },
    ],
    [
      'nothing where there is only a subresource',
      { kind: 'Pod' },
      [{ version: 'v1', resources: [log] }],
      null,
    ],
    [
      'the preferred version of the cluster',
      { kind: 'PolicyReport' },
      twoVersions,
      { version: 'v1beta1', plural: 'policyreports' },
    ],
    [
      'the version that the source understands best',
      { kind: 'PolicyReport', versions: ['v1alpha2', 'v1beta1'] },
      twoVersions,
      { version: 'v1alpha2', plural: 'policyreports' },
    ],
    [
      'a version that is understood, where the best is not served',
      { kind: 'PolicyReport', versions: ['v1', 'v1beta1'] },
      twoVersions,
      { version: 'v1beta1', plural: 'policyreports' },
    ],
    [
      'nothing in versions that are not understood',
      { kind: 'PolicyReport', versions: ['v1'] },
      twoVersions,
      null,
    ],
    [
      'the kind in a later version, where the preferred one lacks it',
      { kind: 'Pod' },
      [
        { version: 'v2', resources: [reports] },
        { version: 'v1', resources: [pods] },
      ],
      { version: 'v1', plural: 'pods' },
    ],
  ])('finds %s', (_, wanted, group, found) => {
    const asked = { group: 'example.io', plural: 'asked', ...wanted };
    expect(findServedKind(asked, group)).toEqual(
      found && { group: 'example.io', kind: wanted.kind, ...found },
    );
  });
});
