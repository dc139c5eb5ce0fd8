import { parseTarget } from './Target';

describe('parseTarget', () => {
  it.each([
    ['/', []],
    ['/a/b', ['a', 'b']],
    ['/a/b/', ['a', 'b']],
    ['/a%20b/%C3%A9', ['a b', 'é']],
    // Once only: what is left is text.
    ['/%252e%252e/x', ['%2e%2e', 'x']],
    ['/a/...', ['a', '...']],
  ])('reads %s', (url, segments) => {
    expect(parseTarget(url).segments).toEqual(segments);
  });

  it('reads the query', () => {
    const { segments, query } = parseTarget('/a?service=x?y&z=/../');
    expect(segments).toEqual(['a']);
    expect(Object.fromEntries(query)).toEqual({ service: 'x?y', z: '/../' });
  });

  it.each(['', '*', 'a', '?a', '/a//b', '/a/./b', '/a/..', '/%2e%2E'])(
    'refuses "%s"',
    url => {
      expect(() => parseTarget(url)).toThrow(/of the request is not/);
    },
  );

  it.each(['/a%2fb', '/a%5Cb', '/a\\b', '/a%00', '/%', '/%c3'])(
    'refuses what would be read otherwise below: %s',
    url => {
      expect(() => parseTarget(url)).toThrow('is not one of this host');
    },
  );
});
