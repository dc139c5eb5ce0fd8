import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { planOf } from '../__testUtils__/examples';
import { readModules, readZones } from '../__testUtils__/publishedExamples';
import { renderPlan } from './renderPlan';

const GOLDEN = join(__dirname, '..', '__goldenExamples__');
const isUpdate = process.env.O8_UPDATE_GOLDEN === '1';
// Made of the others, and of the schemas: they would only say everything twice.
const LEFT_OUT = /(lock\.json|o8\.schema\.json)$/;

const rendered = readZones().flatMap(zone => {
  const specs = readModules(zone);
  const platform = { modules: specs.map(spec => ({ spec })) };
  return specs.map(spec => {
    const { module, platform: entry } = renderPlan(
      planOf({ spec, zone }, platform),
    );
    return {
      name: `${zone.metadata.name}/${spec.metadata.name}`,
      text: [...module, ...entry]
        .filter(({ path }) => !LEFT_OUT.test(path))
        .map(({ path, content }) => `=== ${path}\n${content}`)
        .join('\n'),
    };
  });
});

describe('the published examples', () => {
  // One file per module, so that a change of the blueprint can be read in one go.
  it.each(rendered)('$name is rendered as its golden file', example => {
    const file = join(GOLDEN, `${example.name}.txt`);
    if (isUpdate) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, example.text);
    }
    expect(example.text).toBe(readFileSync(file, 'utf8'));
  });
});
