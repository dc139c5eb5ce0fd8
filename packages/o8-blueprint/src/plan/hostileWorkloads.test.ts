import { parseAllDocuments } from 'yaml';
import { planWith } from '../__testUtils__/planWith';
import { renderPlan } from '../render/renderPlan';
import type { RenderedFile } from '../types';

const TEXTS = [
  `it's "quoted" # not: [a, {b}] &c *d !e | > %`,
  '!!js/function "function () {}"',
  '!include /etc/passwd',
  '- item',
  '? key',
  '<<',
  '&anchor *alias',
  '%YAML 1.1',
  '---',
  '...',
  'yes',
  'null',
  '~',
  '012',
  '0o17',
  '1e3',
  '12:30',
  '2001-12-14',
  '=',
  '\\u0000 \\n "',
  '',
  ' leads and ends ',
  'é 漢字 🚀',
  '| cell | cell |',
  '</script>`$(id)` ${{ github.token }}',
];

/** What only files may contain. */
const FILES = [
  ...TEXTS,
  'a\n\nb\n',
  'a\n---\nb: c\n',
  '\n# begins with an empty line\n',
  '  indented\nback\n',
  'ends with two\n\n',
  'space at the end \nof a line\n',
  'tab\n\there\n',
  '|\n>\n%YAML 1.2\n...\n',
];

const versions = ['1.1', '1.2'] as const;

/** The values of a path in all objects of files, as each reader of YAML finds them. */
function readers(files: RenderedFile[], path: string) {
  const { content = '' } = files.find(file => file.path === path) ?? {};
  return versions.map(version => {
    const documents = parseAllDocuments(content, { version });
    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatchObject({ errors: [], warnings: [] });
    return documents[0]?.toJS();
  });
}

describe('texts of workloads', () => {
  const named = (texts: string[], prefix: string) =>
    Object.fromEntries(texts.map((text, index) => [`${prefix}${index}`, text]));
  const env = named(TEXTS, 'X_');
  const config = { files: named(FILES, 'file-') };
  const { module } = renderPlan(
    planWith(
      { kind: 'service', image: 'a/b:1', env, config, args: TEXTS },
      {
        placements: [
          {
            environment: 'production',
            cluster: 'eu-1',
            env: named([...TEXTS].reverse(), 'Y_'),
          },
        ],
      },
    ),
  );
  const written = (text: string) => text.replaceAll('$(', '$$$$(');

  it('stay what they are in the Deployment', () => {
    for (const object of readers(module, 'deploy/base/deployment.yaml')) {
      const [container] = object.spec.template.spec.containers;
      expect(container.args).toEqual(TEXTS);
      expect(
        Object.fromEntries(
          container.env.map((each: { name: string; value: string }) => [
            each.name,
            each.value,
          ]),
        ),
      ).toEqual({
        PORT: '8080',
        ...Object.fromEntries(
          Object.entries(env).map(([name, text]) => [name, written(text)]),
        ),
      });
    }
  });

  it('stay what they are in the patch of a placement', () => {
    const path = 'deploy/overlays/production-eu-1/patch-deployment.yaml';
    for (const object of readers(module, path)) {
      const [container] = object.spec.template.spec.containers;
      const values = container.env.map(({ value }: { value: string }) => value);
      expect(values.sort()).toEqual(TEXTS.map(written).sort());
    }
  });

  it('stay what they are in files', () => {
    for (const object of readers(module, 'deploy/base/config-map.yaml')) {
      expect(object.data).toEqual(config.files);
    }
  });

  it('stay readable where they are ordinary', () => {
    const plan = planWith({
      kind: 'service',
      config: { files: { 'app.ini': '# top\n\n[a]\nb = c\n' } },
    });
    const file = renderPlan(plan).module.find(
      ({ path }) => path === 'deploy/base/config-map.yaml',
    );
    expect(file?.content).toContain(
      'app.ini: |\n    # top\n\n    [a]\n    b = c\n',
    );
  });

  it('stay what they are in the values of a chart, as keys too', () => {
    const keys = FILES.filter(text => text !== '<<' && text !== '');
    const values = {
      list: FILES,
      ...Object.fromEntries(keys.map(key => [`k${key}`, { [key]: key }])),
    };
    const chart = {
      repository: 'https://charts.example.com',
      name: 'thing',
      version: '1.2.3',
      values,
    };
    const files = renderPlan(planWith({ kind: 'service', chart })).module;
    for (const read of readers(files, 'deploy/values.yaml')) {
      expect(read).toEqual(values);
    }
  });

  it('are in no table of the README', () => {
    const readme = module.find(({ path }) => path === 'README.md');
    const rows = readme?.content.match(/^\|.*$/gm) ?? [];
    expect(rows).toHaveLength(9);
    for (const row of rows) {
      expect(row.match(/\|/g)).toHaveLength(3);
    }
    expect(readme?.content).not.toContain('</script>');
  });
});
