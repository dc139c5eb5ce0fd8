import { exampleOf, examples, planOf } from '../__testUtils__/examples';
import {
  added,
  application,
  changed,
  ENTRY,
  linesOf,
  repository,
  spec,
  zone,
} from '../__testUtils__/platformRepository';
import { renderPlatform } from '../plan/planPlatform';
import { renderPlan } from '../render/renderPlan';
import { findPlatformProblems } from './findPlatformProblems';

describe('findPlatformProblems', () => {
  it.each(examples)('finds nothing in the example "$name"', example => {
    const files = [
      ...renderPlatform(example.zone),
      ...renderPlan(planOf(example)).platform,
    ];
    expect(findPlatformProblems(files, [example.zone])).toEqual([]);
    expect(findPlatformProblems(files)).toEqual([]);
  });

  it('finds nothing in an entry alone, without its platform', () => {
    const { platform } = renderPlan(planOf({ spec, zone }));
    expect(findPlatformProblems(platform)).toEqual([]);
  });

  it('finds a spec that is not one, with its file and all its problems', () => {
    const path = `${ENTRY}/module.yaml`;
    const files = changed(path, 'port: 9000', 'port: 80\n    ports: 1');
    expect(linesOf(files)).toEqual([
      `invalid ${path}: spec.workload.port: must be 1024 to 65535: modules run without privileges`,
      `invalid ${path}: spec.workload.ports: is not a field that this version knows`,
    ]);
  });

  it('finds a directory that is not called as its module, and a foreign lock', () => {
    const files = repository().map(file => ({
      ...file,
      path: file.path.replace(ENTRY, 'modules/other'),
    }));
    const lines = linesOf(files);
    expect(lines).toContain(
      'invalid modules/other/module.yaml: metadata.name is "call-router", but the directory is "other": they must be the same',
    );
    expect(lines).toContain(
      'invalid modules/other/lock.json: is the lock of "call-router", not of "other"',
    );
  });

  it('finds files that nobody has approved', () => {
    const evil = application('default', 'evil', 'evil');
    expect(linesOf(added('modules/evil.yaml', evil))).toEqual([
      'refused modules/evil.yaml: is not in the directory of a module',
    ]);
    expect(linesOf(added('modules/o8-evil/evil.yaml', evil))).toEqual([
      'refused modules/o8-evil: has no module.yaml: nobody has approved it',
    ]);
    expect(linesOf(added('modules/o8-platform/evil.yaml', evil))).toEqual([
      'refused modules/o8-platform/evil.yaml: has the project "default", which allows everything',
      'refused modules/o8-platform/evil.yaml: reaches the namespace of the module "call-router"',
    ]);
    expect(linesOf(added(`${ENTRY}/x.jsonnet`, '{}'))).toEqual([
      `refused ${ENTRY}/x.jsonnet: is a program: only manifests are applied`,
    ]);
  });

  it('finds text that is not YAML, wherever it is applied', () => {
    for (const path of [
      'bootstrap/a.yaml',
      'modules/o8-platform/a.yml',
      `${ENTRY}/a.yaml`,
      `${ENTRY}/clusters/eu-1/a.json`,
    ]) {
      const [line] = linesOf(added(path, 'a: [1'));
      expect(line).toMatch(new RegExp(`^invalid ${path}: is not YAML: `));
      expect(linesOf(added(path, 'a: 1'))).toEqual([
        `invalid ${path}: has a document that is not a Kubernetes object with apiVersion, kind and metadata.name, or is a list`,
      ]);
    }
  });

  it('finds two modules that would have an Application in common', () => {
    const { zone: two } = exampleOf('minimal');
    const [cluster] = two.spec.clusters;
    two.spec.clusters = ['c', 'b-c'].map(name => ({ ...cluster, name }));
    const entryOf = (name: string, on: string) => {
      const { spec: module } = exampleOf('minimal');
      module.metadata.name = name;
      module.spec.placements = [{ environment: 'production', cluster: on }];
      return renderPlan(planOf({ spec: module, zone: two })).platform;
    };
    const files = [...entryOf('a', 'b-c'), ...entryOf('a-b', 'c')];
    expect(linesOf(files, [two])).toEqual([
      'refused modules/a/module.yaml: has the Application a-b-c, which belongs to the module "a-b" too',
    ]);
  });
});
