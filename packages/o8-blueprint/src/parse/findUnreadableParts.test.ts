import { formatProblem } from '@orchestr8/backstage-plugin-o8-common';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import { planModule } from '../plan/planModule';
import { exampleOf } from '../__testUtils__/examples';
import { renderPlan } from '../render/renderPlan';
import { parseModuleSpec, toModuleSpec } from './parseModuleSpec';

/** What somebody sent, as text: only so can it have any key. */
function specWith(workload: string, kind = 'service'): string {
  return `{ "apiVersion": "orchestr8.io/v1alpha1", "kind": "Module",
    "metadata": { "name": "billing", "owner": "group:default/team" },
    "spec": { "landingZone": "pinned", "workload": { "kind": "${kind}", ${workload} } } }`;
}

function chartWith(values: string): string {
  return specWith(
    `"chart": { "repository": "https://charts.example", "name": "a", "version": "1.0.0", "port": 3000, "values": ${values} }`,
  );
}

const linesOf = (text: string) =>
  problemsOf(toModuleSpec(JSON.parse(text))).map(formatProblem);

const nested = (depth: number) =>
  `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const AT = 'spec.workload.chart.values';

describe('findUnreadableParts', () => {
  it.each([
    [
      specWith('"env": { "__proto__": "x" }'),
      'spec.workload.env.__proto__: is a key that readers do not keep',
    ],
    [
      specWith('"config": { "files": { "__proto__": "x" } }'),
      'spec.workload.config.files.__proto__: is a key that readers do not keep',
    ],
    [
      chartWith('{ "a": [{ "__proto__": { "x": 1 } }] }'),
      `${AT}.a[0].__proto__: is a key that readers do not keep`,
    ],
    [
      chartWith('{ "a": { "<<": { "x": 1 } } }'),
      `${AT}.a["<<"]: is a key that readers do not keep`,
    ],
    [
      chartWith('{ "a": 12345678901234567890 }'),
      `${AT}.a: is a number of too many digits: it needs quotes`,
    ],
    [
      chartWith('{ "a": "\\ud800" }'),
      `${AT}.a: has half a character, which no file can hold`,
    ],
  ])('refuses %s', (text, line) => {
    expect(linesOf(text)).toEqual([line]);
  });

  it('reads the same in YAML', () => {
    expect(
      problemsOf(parseModuleSpec(specWith('"env": { "__proto__": "x" }'))),
    ).toHaveLength(1);
  });

  it.each([50, 5_000])('refuses %d levels instead of ending', depth => {
    expect(linesOf(chartWith(nested(depth)))).toEqual([
      expect.stringMatching(/: is nested deeper than 40 levels$/),
    ]);
  });

  it('takes what is only unusual, and reads it again from what is written', () => {
    const values = `{ "constructor": 1, "toString": { "a": [] }, "": "*a", "!b": "&c",
      "é": "🚀", "1e3": 1e-7, "null": null, "deep": ${nested(30)},
      "big": 9007199254740991, "-": -0.5, "y": "on", "text": "a\\u0085b\\u2028 \\t\\r\\n" }`;
    const { zone } = exampleOf('pinned');
    const spec = valueOf(toModuleSpec(JSON.parse(chartWith(values))));
    spec.spec.landingZone = zone.metadata.name;
    const files = renderPlan(
      valueOf(planModule({ spec, zone, platform: { modules: [] } })),
    );
    const own = files.module.find(({ path }) => path === 'o8.yaml');
    const approved = files.platform.find(({ path }) =>
      path.endsWith('/module.yaml'),
    );
    expect(valueOf(parseModuleSpec(own?.content ?? ''))).toEqual(spec);
    expect(
      valueOf(parseModuleSpec(approved?.content ?? '')).spec.workload,
    ).toEqual(spec.spec.workload);
  });

  it('refuses a module whose files would be too long to be read again', () => {
    const { zone } = exampleOf('pinned');
    // Each short line is indented where it is written.
    const text = 'a\n'.repeat(15_000);
    const files = { 'a.txt': text, 'b.txt': text };
    const spec = valueOf(
      toModuleSpec(
        JSON.parse(
          specWith(`"config": ${JSON.stringify({ files })}`, 'worker'),
        ),
      ),
    );
    spec.spec.landingZone = zone.metadata.name;
    expect(
      problemsOf(planModule({ spec, zone, platform: { modules: [] } })).map(
        formatProblem,
      ),
    ).toEqual([
      'spec.workload.config.files: makes o8.yaml longer than 256 KiB, which is not read again',
    ]);
  });
});
