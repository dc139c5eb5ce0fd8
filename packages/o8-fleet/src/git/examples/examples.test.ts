import { createExample, createZone } from './__testUtils__';
import { layVersionSkew } from './layVersionSkew';
import { renderExamples } from './renderExamples';

const zones = [createZone()];
const CHART = {
  workload: {
    kind: 'service',
    chart: {
      repository: 'https://charts.example.org',
      name: 'langfuse',
      version: '1.5.41',
    },
  },
};

function render(...examples: ReturnType<typeof createExample>[]) {
  return renderExamples({ examples, zones });
}

describe('renderExamples', () => {
  it('makes a repository and an entry of each, whatever their order', () => {
    const caller = createExample('a-caller', {
      dependsOn: [{ module: 'z-callee', port: 8080 }],
    });
    const rendered = render(createExample('z-callee'), caller);
    expect(rendered.problems).toEqual([]);
    expect(rendered.examples.map(({ name }) => name)).toEqual([
      'a-caller',
      'z-callee',
    ]);
    expect(rendered).toEqual(render(caller, createExample('z-callee')));
    const [{ repository, platform, branch, files, entry }] = rendered.examples;
    expect([repository, platform, branch]).toEqual([
      'modules/a-caller',
      'platform/o8-apps',
      'main',
    ]);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['o8.yaml', '.o8/lock.json']));
    expect(entry.map(({ path }) => path)).toContain(
      'modules/a-caller/module.yaml',
    );
  });

  it('leaves out what is no good, and what depends on it', () => {
    const broken = createExample('broken', {
      dependsOn: [{ module: 'nobody', port: 80 }],
    });
    const caller = createExample('caller', {
      dependsOn: [{ module: 'broken', port: 8080 }],
    });
    const { examples, problems } = render(broken, caller, createExample('ok'));
    expect(examples.map(({ name }) => name)).toEqual(['ok']);
    expect(problems).toEqual([
      expect.stringMatching(/^broken\.yaml is left out: .*nobody/),
      expect.stringMatching(/^caller\.yaml is left out: .*broken/),
    ]);
  });

  it('is nothing of zones that are elsewhere', () => {
    const example = createExample('far', { landingZone: 'elsewhere' });
    expect(render(example)).toEqual({ examples: [], problems: [] });
  });
});

describe('layVersionSkew', () => {
  it('is for the modules with that trouble alone', () => {
    const [voicefuse] = render(createExample('voicefuse')).examples;
    expect(layVersionSkew(voicefuse)).toBeUndefined();
  });

  it('keeps the release before on the clusters of the trouble, in the overlay', () => {
    const [langfuse] = render(createExample('langfuse')).examples;
    const commit = layVersionSkew(langfuse)!;
    expect(commit.message).toBe('Wait with the newest release on us-1');
    const [overlay, ...others] = commit.files;
    expect(others).toEqual([]);
    expect(overlay.path).toBe(
      'deploy/overlays/production-us-1/kustomization.yaml',
    );
    const before = langfuse.files.find(({ path }) => path === overlay.path)!;
    expect(before.content).toMatch(/newTag: "?v1\.14\.2/);
    expect(overlay.content).toBe(before.content.replace('v1.14.2', 'v1.14.1'));
  });

  it('does so in the values, where a chart is deployed', () => {
    const [langfuse] = render(createExample('langfuse', CHART)).examples;
    const [values] = layVersionSkew(langfuse)!.files;
    expect(values.path).toBe('deploy/values/production-us-1.yaml');
    expect(values.content).toMatch(/langfuse:\n +image:\n +tag: 3\.224\.0\n/);
  });
});
