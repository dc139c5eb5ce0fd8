import { isOwnAddress } from './isOwnAddress';
import { linesOf } from './__testUtils__';

describe('findDependencyProblems', () => {
  it.each([
    { dependsOn: [{ module: 'a' }, { module: 'a', port: 9000 }] },
    {
      dependsOn: [
        { host: 'a.example.com', cidrs: ['203.0.113.0/24'] },
        { host: 'a.example.com', port: 9440 },
      ],
    },
    { callers: ['a', 'b'] },
    { callers: [] },
  ])('takes %j', spec => {
    expect(linesOf(spec)).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { dependsOn: [{ module: 'a' }, { module: 'billing' }] },
      'spec.dependsOn[1].module: is the module itself: leave it out',
    ],
    [
      { dependsOn: [{ module: 'a' }, { module: 'b' }, { module: 'a' }] },
      'spec.dependsOn[2]: is the same as dependsOn[0]',
    ],
    [
      {
        dependsOn: [
          { host: 'a.example.com', port: 443 },
          { host: 'a.example.com', port: 443, cidrs: ['203.0.113.0/24'] },
        ],
      },
      'spec.dependsOn[1]: is the same as dependsOn[0]',
    ],
    ...['a.b.svc.cluster.local', 'a.b.svc', 'x.localhost'].map(
      (host): [object, string] => [
        { dependsOn: [{ host }] },
        `spec.dependsOn[0].host: "${host}" is inside of the cluster: name the module instead`,
      ],
    ),
    [
      {
        dependsOn: [
          { host: 'a.example.com', cidrs: ['203.0.113.0/24', '169.0.0.0/8'] },
        ],
      },
      'spec.dependsOn[0].cidrs[1]: "169.0.0.0/8" contains addresses of the node itself or of many at once (loopback, link-local, multicast): no external host has them',
    ],
    [
      { callers: ['a', 'billing'] },
      'spec.callers[1]: is the module itself, which needs no permission: leave it out',
    ],
    [
      { callers: ['a', 'b', 'a'] },
      'spec.callers[2]: "a" is callers[0] already',
    ],
  ])('refuses %j', (spec, line) => {
    expect(linesOf(spec)).toEqual([line]);
  });
});

describe('isOwnAddress', () => {
  it.each([
    '127.0.0.1/32',
    '127.0.0.0/8',
    '169.254.169.254/32',
    '169.254.0.0/16',
    '169.0.0.0/8',
    '0.0.0.0/8',
    '224.0.0.1/32',
    '255.255.255.255/32',
    '::1/128',
    '0::1/128',
    '0000:0:0:0:0:ffff:169.254.169.254/128',
    '64:ff9b::a9fe:a9fe/128',
    'fd00:ec2::254/128',
    '::ffff:7f00:1/128',
    'fe80::/32',
    'FE80::1/128',
    'ff02::1/128',
  ])('%s is', cidr => {
    expect(isOwnAddress(cidr)).toBe(true);
  });

  it.each([
    '10.0.0.0/8',
    '169.253.0.0/16',
    '169.255.0.0/16',
    '126.0.0.0/8',
    '128.0.0.0/8',
    '203.0.113.7/32',
    '2001:db8::/32',
    'fd00::/32',
    'fd00:ec20::/32',
    '2001:0:1::/48',
    'ff:1::/32',
  ])('%s is not', cidr => {
    expect(isOwnAddress(cidr)).toBe(false);
  });
});
