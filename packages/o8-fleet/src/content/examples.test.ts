import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { createWorld } from './createWorld';
import { profiles } from './profiles';

interface Entity {
  kind: string;
  metadata: { name: string; annotations: Record<string, string> };
  spec: { owner: string; system: string; memberOf?: string[] };
}

const examples = join(__dirname, '../../../../examples');
const components = readdirSync(join(examples, 'components')).map(
  file =>
    parse(readFileSync(join(examples, 'components', file), 'utf8')) as Entity,
);

function entitiesOf(file: string): Entity[] {
  const text = readFileSync(join(examples, file), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS() as Entity);
}

describe('examples', () => {
  it('are exactly the modules of the default world', () => {
    const now = new Date('2026-11-22T10:20:30Z');
    const world = createWorld({ seed: 1, modules: 14, clusters: 4, now });
    const names = components.map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual([...world.modules].sort());
  });

  it.each(profiles)('$name says what the fleet does', profile => {
    const { name, rpo, tier } = profile;
    const found = components.find(({ metadata }) => metadata.name === name);
    expect(found?.metadata.annotations).toMatchObject({
      'orchestr8.io/module': name,
      'orchestr8.io/rpo': rpo,
      'orchestr8.io/tier': tier,
      'backstage.io/kubernetes-id': name,
      'backstage.io/kubernetes-namespace': name,
    });
    for (const key of ['rto', 'frameworks', 'data-classification']) {
      expect(found?.metadata.annotations[`orchestr8.io/${key}`]).toBeTruthy();
    }
  });

  it('have owners and systems that exist', () => {
    const groups = entitiesOf('org.yaml')
      .filter(({ kind }) => kind === 'Group')
      .map(({ metadata }) => `group:default/${metadata.name}`);
    const systems = entitiesOf('systems.yaml');
    const names = systems.map(({ metadata }) => metadata.name);
    for (const { spec } of components) {
      expect(groups).toContain(spec.owner);
      expect(names).toContain(spec.system);
    }
    for (const { spec } of systems) expect(groups).toContain(spec.owner);
    expect(groups.length).toBeGreaterThanOrEqual(3);
  });

  it('leave the guest a member of guests', () => {
    const guest = entitiesOf('org.yaml').find(({ kind }) => kind === 'User');
    expect(guest?.spec.memberOf).toContain('guests');
  });
});
