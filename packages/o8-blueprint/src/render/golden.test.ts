import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  examples,
  planOf,
  readFiles,
  type Example,
} from '../__testUtils__/examples';
import { renderPlatform } from '../plan/planPlatform';
import type { RenderedFile } from '../types';
import { renderPlan } from './renderPlan';

/** `O8_UPDATE_GOLDEN=1` writes what is rendered: read the difference before it is committed. */
const isUpdate = process.env.O8_UPDATE_GOLDEN === '1';

const PARTS = ['module', 'platform', 'init'] as const;

function render(
  example: Example,
): Record<(typeof PARTS)[number], RenderedFile[]> {
  return { ...renderPlan(planOf(example)), init: renderPlatform(example.zone) };
}

function write(directory: string, files: RenderedFile[]): void {
  rmSync(directory, { recursive: true, force: true });
  for (const { path, content } of files) {
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

describe.each(examples)('the example "$name"', example => {
  it.each(PARTS)('is rendered as its golden files: %s', part => {
    const directory = join(example.directory, part);
    const files = render(example)[part];
    if (isUpdate) {
      write(directory, files);
    }
    const byPath = (all: { path: string; content: string }[]) =>
      Object.fromEntries(all.map(({ path, content }) => [path, content]));
    expect(byPath(files)).toEqual(byPath(readFiles(directory)));
  });

  it('reads the same as YAML 1.1 and as YAML 1.2', () => {
    const files = Object.values(render(example)).flat();
    const texts = files.filter(({ path }) => path.endsWith('.yaml'));
    expect(texts.length).toBeGreaterThan(15);
    for (const { content } of texts) {
      const [old, current] = (['1.1', '1.2'] as const).map(version =>
        parseAllDocuments(content, { version }).map(document => {
          expect(document.errors).toEqual([]);
          expect(document.warnings).toEqual([]);
          return document.toJS();
        }),
      );
      expect(old).toEqual(current);
    }
  });
});
