import { examples, exampleOf, planOf } from '../__testUtils__/examples';
import { planWith } from '../__testUtils__/planWith';
import { renderPlan } from '../render/renderPlan';
import type { RepositoryFile } from '../types';
import { findModuleProblems } from './findModuleProblems';

function repository(): RepositoryFile[] {
  return renderPlan(planOf(exampleOf('minimal'))).module;
}

function linesOf(files: RepositoryFile[]): string[] {
  return findModuleProblems(files).map(
    ({ path, message, kind }) => `${kind} ${path}: ${message}`,
  );
}

function withFile(path: string, content: string): RepositoryFile[] {
  return [
    ...repository().filter(file => file.path !== path),
    { path, content },
  ];
}

const OVERLAY = 'deploy/overlays/production-eu-1/kustomization.yaml';

describe('findModuleProblems', () => {
  it.each(examples)('finds nothing in the example "$name"', example => {
    expect(findModuleProblems(renderPlan(planOf(example)).module)).toEqual([]);
  });

  it('finds what is missing', () => {
    expect(linesOf([])).toEqual([
      'invalid .o8/lock.json: is missing',
      'invalid o8.yaml: is missing',
    ]);
  });

  it('finds a spec and a lock that are not', () => {
    expect(linesOf(withFile('o8.yaml', 'kind: [Module'))).toEqual([
      expect.stringMatching(/^invalid o8\.yaml: is not YAML: /),
    ]);
    expect(linesOf(withFile('.o8/lock.json', '{'))).toEqual([
      'invalid .o8/lock.json: is not JSON',
    ]);
    expect(linesOf(withFile('.o8/lock.json', '{}')).length).toBeGreaterThan(3);
  });

  it('finds a lock of another module', () => {
    const files = repository().map(({ path, content }) => ({
      path,
      content:
        path === 'o8.yaml'
          ? content.replace('name: billing', 'name: other')
          : content,
    }));
    expect(linesOf(files)).toEqual([
      'invalid .o8/lock.json: is the lock of "billing", not of "other"',
    ]);
  });

  it('finds resources that are not there or elsewhere', () => {
    const names = [
      '../../bases',
      'https://github.com/acme/base?ref=v1',
      '../../../../etc/passwd',
      '../../base/service.yaml',
    ];
    const content = `resources: ${JSON.stringify(names)}`;
    expect(linesOf(withFile(OVERLAY, content))).toEqual(
      names
        .slice(0, 3)
        .map(
          name =>
            `invalid ${OVERLAY}: names "${name}", which is neither a file nor a kustomization of this repository`,
        ),
    );
  });

  it('finds kustomizations that are none', () => {
    expect(linesOf(withFile(OVERLAY, 'kind: Deployment'))).toEqual([
      `invalid ${OVERLAY}: is not a Kustomization`,
    ]);
    expect(linesOf(withFile(OVERLAY, 'a: !!x y'))).toEqual([
      `invalid ${OVERLAY}: has the tag "tag:yaml.org,2002:x": tags are not read`,
    ]);
  });

  it.each(['Namespace', 'ClusterRole', 'CustomResourceDefinition'])(
    'refuses a %s',
    kind => {
      const path = 'deploy/base/x.yaml';
      const object = `apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: a }`;
      expect(linesOf(withFile(path, object))).toEqual([
        `refused ${path}: is the ${kind} "a", which is in no namespace: modules have none of them`,
      ]);
    },
  );

  it('takes a database cluster for what it is', () => {
    const object =
      'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: a }';
    expect(linesOf(withFile('deploy/base/x.yaml', object))).toEqual([]);
  });

  it('finds a manifest that cannot be read', () => {
    const path = 'deploy/base/x.yaml';
    expect(linesOf(withFile(path, '- a'))).toEqual([
      `invalid ${path}: has a document that is not a Kubernetes object with apiVersion, kind and metadata.name, or is a list`,
    ]);
  });

  it('finds patches that are not there', () => {
    const content = 'patches: [{ path: patch-x.yaml }, { patch: "[]" }]';
    expect(linesOf(withFile(OVERLAY, content))).toEqual([
      `invalid ${OVERLAY}: names the patch "patch-x.yaml", which is not a file of this repository`,
    ]);
  });
});

describe('a job with an image', () => {
  const job = { schedule: '0 3 * * *' };
  const { module } = renderPlan(planWith({ kind: 'job', job }));

  const withImage = (newName: string) =>
    module.map(({ path, content }) => ({
      path,
      content: content.replace(/newName: .*/, `newName: ${newName}`),
    }));

  it('must not be suspended any more', () => {
    expect(linesOf([...module])).toEqual([]);
    expect(linesOf(withImage('registry.example/placeholder'))).toEqual([]);
    expect(linesOf(withImage('registry.example/modules/shop'))).toEqual([
      `invalid ${OVERLAY}: names patch-placeholder.yaml, but has an image: the patch goes with the placeholder`,
    ]);
  });
});

describe('the repository of a chart', () => {
  const chart = {
    repository: 'https://charts.example.com',
    name: 'thing',
    version: '1.2.3',
  };
  const { module } = renderPlan(planWith({ kind: 'service', chart }));
  const values = 'deploy/values/production-eu-1.yaml';

  const withValues = (content: string) =>
    module.map(file =>
      file.path === values ? { path: values, content } : file,
    );

  it.each([
    ['as it is rendered', '# nothing\n{}\n'],
    ['with nothing in it', ''],
    ['with what Helm reads', 'a: &a { x: 1 }\nb: { <<: *a }\nc: !!str 1\n'],
  ])('has no problems: %s', (_, content) => {
    expect(linesOf(withValues(content))).toEqual([]);
  });

  it('has values, and they can be read', () => {
    expect(linesOf(withValues('- a'))).toEqual([
      `invalid ${values}: is not a map of values`,
    ]);
    expect(linesOf(withValues('a: [1'))).toEqual([
      expect.stringMatching(/is not YAML: /),
    ]);
  });
});
