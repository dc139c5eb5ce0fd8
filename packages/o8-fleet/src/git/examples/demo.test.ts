import { parseLandingZone, parseModuleSpec } from '@orchestr8/o8-blueprint';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { renderExamples } from './renderExamples';

const EXAMPLES = path.resolve(__dirname, '../../../../../examples');
const NAMES = ['langfuse', 'voicefuse'];

function readText(file: string): string {
  return readFileSync(path.join(EXAMPLES, file), 'utf8');
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

const { examples, problems } = renderExamples({
  zones: [valueOf(parseLandingZone(readText('landing-zones/demo.yaml')))],
  examples: NAMES.map(name => {
    const file = `modules/${name}.yaml`;
    return { file, spec: valueOf(parseModuleSpec(readText(file))) };
  }),
});

/** An entity without what says where its files are, which is another place elsewhere. */
function withoutPlaces(text: string) {
  const { metadata, ...entity } = parse(text);
  const { links: _, annotations, ...rest } = metadata;
  const {
    'backstage.io/source-location': __,
    // Of docs that lie in the repository, and not beside the demo's entities.
    'backstage.io/techdocs-ref': ___,
    ...others
  } = annotations;
  return { ...entity, metadata: { ...rest, annotations: others } };
}

describe('the examples of the demo', () => {
  it('are rendered, and none is left out', () => {
    expect(problems).toEqual([]);
    expect(examples.map(({ name }) => name)).toEqual(NAMES);
  });

  it.each(NAMES)('%s is in the catalog as its repository says', name => {
    const { files } = examples.find(each => each.name === name)!;
    const rendered = files.find(({ path: at }) => at === 'catalog-info.yaml');
    expect(withoutPlaces(readText(`components/${name}.yaml`))).toEqual(
      withoutPlaces(rendered!.content),
    );
  });
});
