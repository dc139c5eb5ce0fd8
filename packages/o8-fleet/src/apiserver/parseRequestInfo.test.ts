import { parseRequestInfo } from './parseRequestInfo';

describe('parseRequestInfo', () => {
  const parse = (path: string, method = 'GET', watch?: unknown) =>
    parseRequestInfo({ method, path, watch });

  it.each([
    ['/version'],
    ['/api'],
    ['/api/v1'],
    ['/apis/apps'],
    ['/apis/apps/v1'],
    ['/'],
  ])('finds no object in %s', path => {
    expect(parse(path)).toEqual({ isResource: false, path, verb: 'get' });
  });

  it.each([
    ['/api/v1/pods', { plural: 'pods' }],
    ['/api/v1/namespaces', { plural: 'namespaces' }],
    ['/api/v1/namespaces/a', { plural: 'namespaces', name: 'a' }],
    [
      '/api/v1/namespaces/a/status',
      { plural: 'namespaces', name: 'a', subresource: 'status' },
    ],
    ['/api/v1/namespaces/a/pods', { plural: 'pods', namespace: 'a' }],
    [
      '/api/v1/namespaces/a/pods/p/log',
      { plural: 'pods', namespace: 'a', name: 'p', subresource: 'log' },
    ],
    [
      '/apis/apps/v1/namespaces/a/deployments/d',
      { group: 'apps', plural: 'deployments', namespace: 'a', name: 'd' },
    ],
    [
      '/apis/x.io/v2/zones/a%3Ab',
      { group: 'x.io', version: 'v2', plural: 'zones', name: 'a:b' },
    ],
  ])('reads %s', (path, expected) => {
    expect(parse(path)).toEqual({
      isResource: true,
      verb: 'name' in expected ? 'get' : 'list',
      group: '',
      version: 'v1',
      ...expected,
    });
  });

  it.each([
    ['GET', '/api/v1/pods', 'true', 'watch'],
    ['GET', '/api/v1/pods', '1', 'watch'],
    ['GET', '/api/v1/pods', 'false', 'list'],
    ['HEAD', '/api/v1/nodes/n', undefined, 'get'],
    ['POST', '/api/v1/pods', undefined, 'create'],
    ['PUT', '/api/v1/nodes/n', undefined, 'update'],
    ['PATCH', '/api/v1/nodes/n', undefined, 'patch'],
    ['DELETE', '/api/v1/nodes/n', undefined, 'delete'],
    ['DELETE', '/api/v1/nodes', undefined, 'deletecollection'],
  ])('%s %s (watch=%s) is %s', (method, path, watch, verb) => {
    expect(parse(path, method, watch).verb).toBe(verb);
  });

  it('refuses a path that is not encoded well', () => {
    expect(() => parse('/api/v1/pods/%E0%A4%A')).toThrow('not encoded');
  });
});
