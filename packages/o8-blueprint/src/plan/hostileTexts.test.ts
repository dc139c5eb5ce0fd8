import { parseAllDocuments } from 'yaml';
import { exampleOf, planOf, valueOf } from '../__testUtils__/examples';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { renderPlan } from '../render/renderPlan';

const TEXTS = [
  `it's "quoted" and 'quoted'`,
  '$(rm -rf /) `id` ${HOME} $HOME',
  '!!js/function "function () {}"',
  '!include /etc/passwd',
  'key: value',
  '- item',
  '? key',
  '# no comment',
  'text # no comment',
  '| block',
  '> folded',
  '&anchor *alias',
  '%YAML 1.1',
  '---',
  '...',
  '{{ template }} {% tag %} <%= erb %>',
  '<script>alert(1)</script>',
  '[link](javascript:alert(1)) ![image](x)',
  'yes',
  'null',
  '~',
  '012',
  '1e3',
  '12:30',
  '2001-12-14',
  '0x1F',
  '=',
  '\\n \\u0000 \\',
  '@here `@team` *',
  'é 漢字 🚀 👩‍💻'.replaceAll('\u200d', ''),
  'ends with a colon:',
  `'`,
  '"',
  'x'.repeat(500),
  `${'many words '.repeat(45)}end`,
];

function render(text: string) {
  const { spec, zone } = exampleOf('pinned');
  const checked = valueOf(
    toModuleSpec({
      ...spec,
      metadata: {
        ...spec.metadata,
        title: text.slice(0, 80).trim(),
        description: text,
      },
    }),
  );
  return renderPlan(planOf({ spec: checked, zone }));
}

describe('texts of people', () => {
  it.each(TEXTS)('%j stays what it is in every file', text => {
    const { module, platform } = render(text);
    const find = (path: string) =>
      [...module, ...platform].find(file => file.path === path)?.content ?? '';
    const metadata = expect.objectContaining({
      title: text.slice(0, 80).trim(),
      description: text,
    });
    for (const path of [
      'o8.yaml',
      'catalog-info.yaml',
      'modules/call-router/module.yaml',
    ]) {
      for (const version of ['1.1', '1.2'] as const) {
        const [document, ...more] = parseAllDocuments(find(path), { version });
        expect(more).toEqual([]);
        expect(document).toMatchObject({ errors: [], warnings: [] });
        expect(document.toJS()).toMatchObject({ metadata });
      }
    }
    for (const path of ['.o8/lock.json', 'modules/call-router/lock.json']) {
      expect(JSON.parse(find(path)).spec).toMatchObject({ metadata });
    }
  });

  it('changes nothing but the files that name it', () => {
    const [calm, hostile] = ['calm', TEXTS[0]].map(render);
    const paths = (['module', 'platform'] as const).flatMap(part =>
      calm[part]
        .filter((file, index) => file.content !== hostile[part][index].content)
        .map(({ path }) => path),
    );
    expect(paths).toEqual([
      '.o8/lock.json',
      'README.md',
      'catalog-info.yaml',
      'docs/index.md',
      'mkdocs.yml',
      'o8.yaml',
      'modules/call-router/lock.json',
      'modules/call-router/module.yaml',
    ]);
  });
});
