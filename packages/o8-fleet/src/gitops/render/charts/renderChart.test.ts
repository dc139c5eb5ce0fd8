import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findSchemaProblem } from '../../check';
import { findSchema } from '../../check/schemas';
import { RepositoryFiles } from '../../repositories';
import { idOf } from '../../tracking';
import type { ApplicationSource } from '../../types';
import { renderSources } from '../renderSources';
import { fillPlaceholders } from './fillPlaceholders';
import { mergeValues } from './mergeValues';
import { StandIns } from './StandIns';

const CHARTS = path.resolve(__dirname, '../../../../charts');
const REPOSITORY = 'https://charts.example.com/stable';

const TEXT = `apiVersion: v1
kind: ConfigMap
metadata: { name: "\${fullname}-a", labels: { r: "\${release}" } }
data:
  replicas: "\${web.replicas|replicas|1}"
`;

const chart = (helm?: unknown, more: object = {}): ApplicationSource => ({
  repoURL: REPOSITORY,
  chart: 'shop',
  targetRevision: '1.2.3',
  helm,
  ...more,
});

/** A chart beside the repository with its values. */
function render(
  source: ApplicationSource,
  files: Record<string, string> = {},
  { text = TEXT, isList = true } = {},
) {
  return renderSources({
    found: [
      { source, revision: '1.2.3', standIn: { file: 'x.yaml', text } },
      {
        source: { repoURL: 'http://x', ref: 'values' },
        revision: 'abc',
        files: RepositoryFiles.of(files),
      },
    ],
    isList,
    application: 'shop-eu-1',
  });
}

const [values, others] = ['$values/a.yaml', '$values/sub/b.yaml'];

describe('renderSources of a chart', () => {
  it('names the release, and both revisions and types', () => {
    expect(render(chart())).toMatchObject({
      ok: true,
      revisions: ['1.2.3', 'abc'],
      sourceTypes: ['Helm', ''],
      manifests: [
        {
          file: 'x.yaml',
          manifest: {
            metadata: { name: 'shop-eu-1-a', labels: { r: 'shop-eu-1' } },
            data: { replicas: 1 },
          },
        },
      ],
    });
  });

  it.each<[string, object, Record<string, string>, unknown]>([
    [
      'the last file',
      { valueFiles: [values, others] },
      { 'a.yaml': 'replicas: 2', 'sub/b.yaml': 'replicas: 3' },
      3,
    ],
    [
      'the first choice',
      { valueFiles: [values] },
      { 'a.yaml': 'replicas: 2\nweb: {replicas: 4}' },
      4,
    ],
    [
      'null, which removes',
      { valueFiles: [values, others] },
      { 'a.yaml': 'replicas: 2', 'sub/b.yaml': 'replicas: null' },
      1,
    ],
    [
      'text above files',
      { valueFiles: [values], values: 'replicas: 5' },
      { 'a.yaml': 'replicas: 2' },
      5,
    ],
    [
      'an object instead of text',
      { values: 'replicas: 5', valuesObject: { replicas: 6 } },
      {},
      6,
    ],
    [
      'nothing of a missing file',
      { valueFiles: [values], ignoreMissingValueFiles: true },
      {},
      1,
    ],
    [
      'nothing of an empty file',
      { valueFiles: [values] },
      { 'a.yaml': '# none\n' },
      1,
    ],
  ])('takes %s', (_, helm, files, replicas) => {
    const result = render(chart(helm), files);
    expect(result).toMatchObject({
      manifests: [{ manifest: { data: { replicas } } }],
    });
  });

  it.each<[string, string, object]>([
    [
      'a release that has the chart in its name',
      'my-shop-a',
      { releaseName: 'my-shop' },
    ],
    ['another release', 'eu-shop-a', { releaseName: 'eu' }],
    ['a full name', 'b-a', { valuesObject: { fullnameOverride: 'b' } }],
  ])('calls objects by %s', (_, name, helm) => {
    const result = render(chart(helm));
    expect(result).toMatchObject({
      manifests: [{ manifest: { metadata: { name } } }],
    });
  });

  it.each<[string, ApplicationSource, Record<string, string>?]>([
    [
      'the value file $values/a.yaml does not exist',
      chart({ valueFiles: [values] }),
    ],
    [
      'the value file $values/../a.yaml is outside of the repository',
      chart({ valueFiles: ['$values/../a.yaml'] }),
    ],
    [
      'refers to "other", and no source has this "ref"',
      chart({ valueFiles: ['$other/a.yaml'] }),
    ],
    [
      'the value file prod.yaml is one of the chart',
      chart({ valueFiles: ['prod.yaml'] }),
    ],
    [
      '$values/a.yaml, line 1: ',
      chart({ valueFiles: [values] }),
      { 'a.yaml': 'a: [' },
    ],
    [
      '$values/a.yaml is not one map of values',
      chart({ valueFiles: [values] }),
      { 'a.yaml': '[1]' },
    ],
    [
      'the value "replicas" must be a single value',
      chart({ values: 'replicas: [1]' }),
    ],
    ['the field "helm.parameters" is not supported', chart({ parameters: [] })],
    ['helm.valueFiles is wrong', chart({ valueFiles: 'a.yaml' })],
    [
      'the field "path" of a chart source is not supported',
      chart({}, { path: 'x' }),
    ],
  ])('says: %s', (message, source, files = {}) => {
    const result = render(source, files);
    expect(result).toMatchObject({ ok: false, revisions: ['1.2.3', 'abc'] });
    expect(result).toHaveProperty('message', expect.stringContaining(message));
  });

  it('refers to other sources in a list only', () => {
    const source = chart({ valueFiles: [values] });
    const result = render(source, { 'a.yaml': '' }, { isList: false });
    expect(result).toMatchObject({
      message: expect.stringContaining('no source has this "ref"'),
    });
  });

  it('renders the path of a source with "ref", too', () => {
    const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n';
    const files = RepositoryFiles.of({ 'extra/b.yaml': manifest });
    const source = { repoURL: 'http://x', ref: 'values', path: 'extra' };
    const found = [{ source, revision: 'abc', files }];
    expect(
      renderSources({ found, isList: true, application: 'a' }),
    ).toMatchObject({
      sourceTypes: ['Directory'],
      manifests: [{ manifest: { metadata: { name: 'b' } } }],
    });
  });
});

it('fills in no placeholder that it does not know', () => {
  const installation = { release: 'r', fullname: 'f', values: {} };
  const fill = (text: string) => fillPlaceholders(text, installation);
  expect(fill('${release}/${fullname}')).toBe('r/f');
  expect(fill('$(POD_IP) $5')).toBe('$(POD_IP) $5');
  expect(fill('${a.b|true}')).toBe(true);
  expect(fill('${a.b|3.0}')).toBe('3.0');
  expect(fill('x:${a|1}')).toBe('x:1');
  expect(fill('image:${a.b|3.0}')).toBe('image:3.0');
  expect(() => fill('a ${nope}')).toThrow('unknown placeholder ${nope}');
});

it('merges values as Helm does', () => {
  const base = { a: { b: 1, c: [1, 2] }, d: 1 };
  expect(mergeValues(base, { a: { b: 2, c: [3] }, d: null, e: {} })).toEqual({
    a: { b: 2, c: [3] },
    e: {},
  });
});

describe('StandIns', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'o8-charts-'));

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each<[string, string, boolean]>([
    ['https://charts.example.com/stable', 'charts.example.com_stable', true],
    ['https://charts.example.com/stable/', 'charts.example.com_stable', true],
    ['oci://r.example.com:5000/a/b', 'r.example.com_5000_a_b', true],
    ['r.example.com:5000/a/b', 'r.example.com_5000_a_b', true],
    ['https://charts.example.com/_x', 'charts.example.com__x', false],
    ['https://charts.example.com/..', 'charts.example.com_..', false],
    ['file:///etc', 'etc', false],
  ])('finds those of %s in %s: %s', (repoURL, folder, isFound) => {
    mkdirSync(path.join(dir, folder, 'a'), { recursive: true });
    writeFileSync(path.join(dir, folder, 'a', '1.0.0.yaml'), 'x');
    const standIns = new StandIns(dir);
    const find = (more: object) =>
      standIns.find({ repoURL, chart: 'a', targetRevision: '1.0.0', ...more });
    expect(find({}) !== undefined).toBe(isFound);
    expect(find({ targetRevision: '1.0.1' })).toBeUndefined();
    expect(find({ chart: '../a' })).toBeUndefined();
    expect(find({ targetRevision: '1/../1.0.0' })).toBeUndefined();
    expect(find({ chart: undefined })).toBeUndefined();
  });

  const files = readdirSync(CHARTS, { recursive: true, encoding: 'utf8' })
    .map(file => file.split(path.sep).join('/'))
    .filter(file => file.endsWith('.yaml'));

  it.each(files)('has a file that clusters take: %s', file => {
    const [folder, name, version] = file.split('/');
    const source = {
      repoURL: `https://${folder.replaceAll('_', '/')}`,
      chart: name,
      targetRevision: version.replace(/\.yaml$/, ''),
    };
    const standIn = new StandIns(CHARTS).find(source);
    expect(standIn).toMatchObject({ file: `charts/${file}` });
    if (!standIn) return;
    const found = [{ source, revision: source.targetRevision, standIn }];
    const result = renderSources({ found, isList: false, application: 'a' });
    if (!result.ok) throw new Error(result.message);
    expect(result.manifests.length).toBeGreaterThan(0);
    const problems = result.manifests.map(({ manifest }) =>
      findSchema(idOf(manifest))
        ? findSchemaProblem(manifest)
        : `${manifest.kind} is not checked`,
    );
    expect(problems.filter(Boolean)).toEqual([]);
    expect(result.manifests.map(each => each.manifest.kind)).not.toContain(
      'Secret',
    );
  });
});
