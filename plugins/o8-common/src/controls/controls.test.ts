import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentControls } from './__testUtils__/documentControls';
import { readControlFiles } from './__testUtils__/readControlFiles';
import { FRAMEWORKS } from '../spec/module/objectives';
import { compileControls, type Controls } from './compileControls';
import {
  findCheck,
  getCatalog,
  getMapping,
  listCheckFamilies,
} from './controls';

/** `O8_UPDATE_GOLDEN=1` writes what is made of the YAML files. */
const isUpdate = process.env.O8_UPDATE_GOLDEN === '1';

const GENERATED = join(__dirname, 'controls.generated.json');
const ROOT = join(__dirname, '..', '..', '..', '..');
const PAGE = join(ROOT, 'docs', 'reference', 'controls.md');

function compile(): Controls {
  const result = compileControls(readControlFiles());
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems, null, 2));
  }
  return result.value;
}

/** Ids of checks in a text, those of the backend and its pages for example. */
function readCheckIds(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/['"]([A-Z]{2,4}-\d+)['"]/g)].map(([, id]) => id);
}

describe('the controls', () => {
  const compiled = compile();

  it('are compiled as they are written', () => {
    const json = `${JSON.stringify(compiled, null, 1)}\n`;
    if (isUpdate) {
      writeFileSync(GENERATED, json);
    }
    expect(readFileSync(GENERATED, 'utf8')).toBe(json);
  });

  it('are documented as they are', () => {
    const page = documentControls(compiled);
    if (isUpdate) {
      writeFileSync(PAGE, page);
    }
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it.each([
    'plugins/o8-backend/src/assess/compliance/checkDefaultDeny.ts',
    'plugins/o8-backend/src/assess/compliance/checkPodSecurity.ts',
    'plugins/o8/src/components/ComplianceCard/toCheckRow.tsx',
  ])('know every check of %s', path => {
    const ids = readCheckIds(path);
    expect(ids).not.toEqual([]);
    expect(ids.filter(id => findCheck(id) === undefined)).toEqual([]);
  });

  it('have an entry for each control of each framework', () => {
    for (const framework of FRAMEWORKS) {
      const controls = getCatalog(framework).controls.map(({ id }) => id);
      const entries = getMapping(framework).entries.map(each => each.control);
      expect(controls.length).toBeGreaterThan(30);
      expect(entries.sort()).toEqual(controls.sort());
    }
  });

  it('use every check for some control, or say why not', () => {
    const used = new Set(
      FRAMEWORKS.flatMap(framework =>
        getMapping(framework).entries.flatMap(({ checks }) => checks),
      ),
    );
    const unused = listCheckFamilies()
      .flatMap(({ checks }) => checks)
      .map(({ id }) => id)
      .filter(id => !used.has(id));
    // Good practice that neither framework asks for by itself.
    expect(unused).toEqual(['HA-4', 'SEC-2', 'VUL-3']);
  });

  it('name the exact words of the regulation where they are free', () => {
    const titles = new Map(
      getCatalog('hipaa').controls.map(each => [each.id, each]),
    );
    expect(titles.get('164.308(a)(7)(ii)(A)')).toMatchObject({
      title: 'Data backup plan',
      requirement: 'required',
    });
    // Two that published mappings confuse.
    expect(titles.get('164.310(a)(2)(ii)')?.title).toBe(
      'Facility security plan',
    );
    expect(titles.get('164.310(d)(1)')?.title).toBe(
      'Device and media controls',
    );
    expect(getCatalog('soc2').text).toBe('summary');
  });
});

describe('the lookups', () => {
  it('find checks by their ids', () => {
    expect(findCheck('NET-1')).toMatchObject({
      severity: 'critical',
      forecast: 'planned',
      version: 1,
    });
    expect(findCheck('NET-99')).toBeUndefined();
  });
});
