import { problemsOf, valueOf } from '../../__testUtils__/examples';
import {
  LAYOUTS,
  layoutModules,
  objectsBeside,
  platformOf,
  specOf,
  zoneOf,
} from '../../__testUtils__/layoutModules';
import { platformProject } from '../../emitters/platformProject';
import { rootApplication } from '../../emitters/rootApplication';
import { parsePlatform } from '../../parse/parsePlatform';
import { readYaml, readYamlDocuments } from '../../parse/readYaml';
import { planModule } from '../planModule';
import { planSharedWithout } from '../planShared';
import { commonPart, restOf } from './commonPart';
import { fieldsOf, mapTexts, toGoTemplate } from './goTemplate';
import { layoutOf } from './layouts';
import { templateObjects } from './templateObjects';

const [image] = layoutModules;
const platforms = LAYOUTS.map(layout => {
  const zone = zoneOf(layout);
  return { layout, zone, ...platformOf(zone) };
});
const [directory] = platforms;

describe.each(platforms)('the layout "$layout"', platform => {
  const { layout, zone, files, plans } = platform;
  const isCluster = ({ path }: { path: string }) => path.includes('/clusters/');

  it('has the same boundaries as all others', () => {
    expect(files.filter(isCluster)).toEqual(directory.files.filter(isCluster));
    expect(files.filter(isCluster).length).toBeGreaterThan(50);
  });

  it('has the objects beside Argo CD in files, or in what makes them', () => {
    const { generates } = layoutOf(zone);
    const inFiles = files
      .filter(({ path }) => /^modules\/(?!o8-)[^/]+\/app[^/]+yaml$/.test(path))
      .flatMap(({ content }) => valueOf(readYamlDocuments(content)));
    const expected = objectsBeside(plans).filter(
      ({ kind }) => !generates?.kinds.includes(kind),
    );
    expect(inFiles).toHaveLength(expected.length);
    expect(inFiles).toEqual(expect.arrayContaining(expected));
    expect(files.some(({ path }) => path === generates?.by)).toBe(
      generates !== undefined,
    );
  });

  it('is the same whatever the order of its modules', () => {
    const byPath = (all: { path: string; content: string }[]) =>
      Object.fromEntries(all.map(({ path, content }) => [path, content]));
    const reversed = platformOf(zone, [...layoutModules].reverse());
    expect(byPath(reversed.files)).toEqual(byPath(files));
  });

  it('forgets a module, and is as before', () => {
    const known = valueOf(parsePlatform(files));
    const edited = valueOf(planSharedWithout('image', zone, known));
    const without = platformOf(
      zone,
      layoutModules.filter(spec => spec !== image),
    ).files;
    const { shared } = layoutOf(zone);
    expect(edited.map(file => ('text' in file ? file.text : ''))).toEqual(
      without
        .filter(({ path }) => path === shared?.path)
        .map(({ content }) => content),
    );
    expect(edited).toHaveLength(shared ? 1 : 0);
  });

  it('lets its root reach what it needs, and no boundary', () => {
    const { source } = fieldsOf(rootApplication(zone).spec);
    const roots = {
      directory: { path: 'modules', directory: { recurse: true } },
      kustomize: { path: 'modules' },
      'helm-values': {
        path: 'modules/o8-platform',
        helm: { valueFiles: ['values.yaml'] },
      },
      applicationset: { path: 'modules', directory: { recurse: true } },
    };
    expect(source).toMatchObject(roots[layout]);
    expect('directory' in fieldsOf(source)).toBe('directory' in roots[layout]);
    const kinds = JSON.stringify(platformProject(zone).spec);
    expect(kinds.includes('ApplicationSet')).toBe(layout === 'applicationset');
  });
});

describe('shared files', () => {
  const shared = platforms.filter(({ zone }) => layoutOf(zone).shared);

  it.each(shared)('are replaced for an approved module: $layout', platform => {
    const { zone, files } = platform;
    const known = valueOf(parsePlatform(files));
    const spec = specOf(
      'image',
      {},
      { placements: [{ environment: 'production', cluster: 'eu-1' }] },
    );
    const plan = valueOf(
      planModule({ spec, zone, platform: known, allowDestructive: true }),
    );
    const [file] = plan.shared;
    const text = 'text' in file ? file.text : '';
    const read = layoutOf(zone).shared?.read(text);
    const modules = read?.ok ? read.value.modules : new Map();
    expect(modules.size).toBe(layoutModules.length);
    expect(JSON.stringify(modules.get('image'))).not.toContain('us-1');
  });

  it.each(shared)('keep what nobody has approved: $layout', platform => {
    const { zone, files, layout } = platform;
    const { shared: all } = valueOf(parsePlatform(files));
    const other = all?.map(({ path, content }) => ({
      path,
      content: content
        .replace('image/application-eu-1', 'image/application-eu-9')
        .replace('description: Module image', 'description: Other'),
    }));
    const plan = (text: typeof all) =>
      problemsOf(
        planModule({
          spec: image,
          zone,
          platform: { modules: [], shared: text },
        }),
      );
    expect(plan(all)).toEqual([]);
    const path = layoutOf(zone).shared?.path;
    const message = `has another entry "image" already, of a module without module.yaml`;
    expect([layout, plan(other)]).toEqual([
      layout,
      [{ path, message, kind: 'refused' }],
    ]);
    expect(plan([])).toEqual([
      { path, message: 'is missing: "o8 init" writes it', kind: 'refused' },
    ]);
  });
});

describe('the ApplicationSet', () => {
  const file = platforms
    .find(({ layout }) => layout === 'applicationset')
    ?.files.find(({ path }) => path.endsWith('/application-set.yaml'));
  const set = fieldsOf(valueOf(readYaml(file?.content ?? '')));

  it('fails rather than making something up, and removes nothing', () => {
    expect(set.spec).toMatchObject({
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      syncPolicy: {
        applicationsSync: 'create-update',
        preserveResourcesOnDeletion: true,
      },
    });
    expect(fieldsOf(set.metadata).annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
    // Without it Kubernetes removes all Applications after the set.
    expect(fieldsOf(set.metadata).finalizers).toEqual([
      'resources-finalizer.argocd.argoproj.io',
    ]);
  });
});

describe('templates', () => {
  it('have words that no landing zone has', () => {
    const zone = zoneOf('directory', { url: 'https://x.example/~module~/~~' });
    const { word, boundary } = templateObjects(zone);
    expect(JSON.stringify(zone)).not.toContain(word('module'));
    expect(JSON.stringify(boundary)).toContain(word('module'));
  });

  it('insert what is a word, and nothing else', () => {
    const word = (name: string) => `~${name}~`;
    expect(toGoTemplate('{{ a }} ~b~ ~c~ b', word, { b: '.b', d: '.d' })).toBe(
      '{{ "{{" }} a }} {{ .b }} ~c~ b',
    );
    expect(mapTexts({ a: ['b', 1], c: null }, text => `${text}!`)).toEqual({
      a: ['b!', 1],
      c: null,
    });
  });

  it('say once what is common, and the rest where it differs', () => {
    const a = { x: { y: 1, z: [1, 2] }, only: 1 };
    const b = { x: { y: 1, z: [2, 1] } };
    const common = commonPart([a, b]);
    expect(common).toEqual({ x: { y: 1 } });
    expect(restOf(a, common)).toEqual({ x: { z: [1, 2] }, only: 1 });
    expect(restOf(b, b)).toEqual({});
  });
});
