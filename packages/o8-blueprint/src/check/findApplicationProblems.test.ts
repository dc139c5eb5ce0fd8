import { platformOf, specOf, zoneOf } from '../__testUtils__/layoutModules';
import { findPlatformProblems } from './findPlatformProblems';

const shop = specOf('shop', {
  chart: {
    repository: 'oci://registry.example.com/charts',
    name: 'shop',
    version: '1.0.0',
  },
});
const { files } = platformOf(zoneOf('directory'), [shop]);
const PATH = 'modules/shop/application-eu-1.yaml';

/** Judged by general rules: the landing zone is not given. */
function linesOf(text: string | RegExp, by: string): string[] {
  const changed = files.map(({ path, content }) => ({
    path,
    content: path === PATH ? content.replace(text, by) : content,
  }));
  expect(changed).not.toEqual(
    files.map(({ path, content }) => ({ path, content })),
  );
  return findPlatformProblems(changed).map(
    ({ path, message, kind }) => `${kind} ${path}: ${message}`,
  );
}

describe('the Application of a chart', () => {
  const wrongChart = `refused ${PATH}: must have the chart "shop" 1.0.0 of oci://registry.example.com/charts as its first source`;
  const wrongValues = `refused ${PATH}: has a second source that is more than values: it must have a ref only`;

  it.each([
    ['another chart', 'chart: shop', 'chart: other', wrongChart],
    ['another version', '"1.0.0"', '"1.0.1"', wrongChart],
    [
      'another registry',
      'registry.example.com/charts',
      'evil.example/charts',
      wrongChart,
    ],
    [
      'manifests beside values',
      'ref: values',
      'ref: values\n      path: deploy',
      wrongValues,
    ],
    ['no reference', 'ref: values', 'ref: other', wrongValues],
    [
      'a third source',
      'sources:',
      'sources:\n    - repoURL: https://evil.example/x.git',
      `refused ${PATH}: must have two sources, its chart and its values, and no "source"`,
    ],
    [
      'a source of its own',
      'sources:',
      'source: { repoURL: https://evil.example/x.git }\n  sources:',
      `refused ${PATH}: must have two sources, its chart and its values, and no "source"`,
    ],
  ])('must not have %s', (_, text, by, line) => {
    expect(linesOf(text, by)).toEqual([line]);
  });
});
