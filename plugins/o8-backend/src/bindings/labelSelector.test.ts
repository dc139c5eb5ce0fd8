import {
  findIndexRequirement,
  isSelected,
  parseLabelSelector,
  toIndexLabel,
} from './labelSelector';

const LABELS = { app: 'billing', 'example.com/team': 'a', empty: '' };

function select(text: string, labels: Record<string, string> = LABELS) {
  const requirements = parseLabelSelector(text);
  return requirements && isSelected(requirements, labels);
}

describe('a selector', () => {
  it.each([
    ['app=billing', true],
    ['app==billing', true],
    [' app = billing , example.com/team = a ', true],
    ['app=web', false],
    ['app=billing,example.com/team=b', false],
    ['app=billing,tier=gold', false],
    ['app in (web, billing)', true],
    ['app in (web)', false],
    ['app,!tier', true],
    ['app,! tier', true],
    ['app,!example.com/team', false],
    ['tier', false],
    ['empty=', true],
    ['app=', false],
    ['app,app!=web', true],
    ['app,app!=billing', false],
    ['app,tier!=gold', true],
    ['app,app notin (web,shop)', true],
    ['app,app notin (web,billing)', false],
    ['app,tier notin (gold)', true],
    ['app in (billing,web),example.com/team in (a,b)', true],
  ])('%s: %s', (text, isMeant) => {
    expect(select(text)).toBe(isMeant);
  });

  it.each([
    '',
    ',',
    'app=billing,',
    'app=a b',
    'app=billing&projects=other',
    'app=../clusters',
    'app in billing',
    'app in (billing',
    'app in (a),(b)',
    'app notin',
    '=billing',
    '-app=billing',
    'a/b/c=d',
    'EXAMPLE.com/app=d',
    `app=${'x'.repeat(64)}`,
    `${'x'.repeat(64)}=a`,
    // They mean nearly everything.
    'app!=billing',
    '!app',
    'app notin (a,b),!tier',
  ])('is not "%s"', text => {
    expect(parseLabelSelector(text)).toBeUndefined();
  });

  it('is not fooled by names that every object has', () => {
    expect(select('constructor')).toBe(false);
    expect(select('toString=x')).toBe(false);
  });

  it('is short enough to be compared with many objects', () => {
    const long = (count: number) =>
      Array.from({ length: count }, (_, index) => `k${index}=v`).join(',');
    expect(parseLabelSelector(long(200))).toHaveLength(200);
    expect(parseLabelSelector(long(400))).toBeUndefined();
  });

  it.each([
    'a-'.repeat(999),
    `a in (${'b,'.repeat(990)}`,
    `a${','.repeat(999)}`,
  ])('takes no time for what was made to take long', text => {
    const startMs = performance.now();
    expect(parseLabelSelector(text)).toBeUndefined();
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});

describe('what it is looked up by', () => {
  it.each([
    ['app=billing', 'app=billing'],
    ['tier,app=billing', 'app=billing'],
    ['!x,app in (a,b),tier', 'app'],
    ['app in (a)', 'app=a'],
    ['y!=1,tier', 'tier'],
    ['app==', 'app='],
  ])('%s: %s', (text, label) => {
    const requirements = parseLabelSelector(text) ?? [];
    expect(toIndexLabel(findIndexRequirement(requirements))).toBe(label);
  });
});
