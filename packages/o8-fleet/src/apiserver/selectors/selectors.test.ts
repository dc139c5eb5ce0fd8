import { createObject } from '../../__testUtils__';
import { parseFieldSelector } from './parseFieldSelector';
import { parseLabelSelector } from './parseLabelSelector';

describe('parseLabelSelector', () => {
  const object = createObject('v1', 'Pod', 'team-a/web', {
    metadata: {
      labels: { app: 'web', 'a.io/tier': 'gold', empty: '', 'a/b_c': 'x.y-z' },
    },
  });

  it.each([
    ['', true],
    ['app', true],
    ['!app', false],
    ['none', false],
    ['! none', true],
    ['app=web', true],
    ['app==web', true],
    ['app = web', true],
    ['app=api', false],
    ['app!=api', true],
    ['none!=api', true],
    ['empty=', true],
    ['none=', false],
    ['app in (api,web)', true],
    ['app in (api, x)', false],
    ['none in (a)', false],
    ['app notin (api)', true],
    ['none notin (api)', true],
    ['app notin (web,api)', false],
    ['app in (web),a.io/tier=gold,!none', true],
    ['app in (web,api),a.io/tier=silver', false],
    ['a/b_c=x.y-z', true],
    ['toString', false],
    ['toString!=a', true],
  ])('"%s" selects: %s', (text, expected) => {
    expect(parseLabelSelector(text)(object)).toBe(expected);
  });

  it.each([
    'a b',
    'app in',
    'app in web',
    '=x',
    'a=b=c',
    'a,,b',
    'a in (b c)',
    'a>1',
  ])('refuses "%s"', text => {
    expect(() => parseLabelSelector(text)).toThrow('unable to parse');
  });

  it('selects objects without labels', () => {
    const bare = createObject('v1', 'Pod', 'team-a/bare');
    expect(parseLabelSelector('!app')(bare)).toBe(true);
    expect(parseLabelSelector('app')(bare)).toBe(false);
  });
});

describe('parseFieldSelector', () => {
  const event = createObject('v1', 'Event', 'team-a/started', {
    involvedObject: { kind: 'Pod', name: 'web' },
    type: 'Normal',
  });
  const kind = { group: '', kind: 'Event' };

  it.each([
    ['', true],
    ['metadata.name=started', true],
    ['metadata.name==other', false],
    ['metadata.name!=other,metadata.namespace=team-a', true],
    ['metadata.namespace!=team-a', false],
    ['involvedObject.name=web,type=Normal', true],
    ['involvedObject.uid=', true],
    ['reason!=x', true],
  ])('"%s" selects: %s', (text, expected) => {
    expect(parseFieldSelector(text, kind)(event)).toBe(expected);
  });

  it('counts the namespace of a cluster-scoped object as empty', () => {
    const zone = createObject('example.io/v1', 'Zone', 'zone-1');
    const select = parseFieldSelector('metadata.namespace=', {
      group: 'example.io',
      kind: 'Zone',
    });
    expect(select(zone)).toBe(true);
  });

  it('refuses other fields, and what it cannot read', () => {
    expect(() => parseFieldSelector('status.phase=x', kind)).toThrow(
      'field label not supported: status.phase',
    );
    expect(() =>
      parseFieldSelector('type=x', { group: 'events.k8s.io', kind: 'Event' }),
    ).toThrow('not supported');
    expect(() => parseFieldSelector('metadata.name', kind)).toThrow(
      'invalid selector',
    );
  });
});
