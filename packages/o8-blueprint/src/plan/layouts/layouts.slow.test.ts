import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { valueOf } from '../../__testUtils__/examples';
import { buildExpander, hasGo } from '../../__testUtils__/expandTemplates';
import {
  objectsBeside,
  platformOf,
  zoneOf,
} from '../../__testUtils__/layoutModules';
import { platformProject } from '../../emitters/platformProject';
import { readYaml, readYamlDocuments } from '../../parse/readYaml';
import type { RepositoryFile } from '../../types';
import { fieldsOf, isFields, mapTexts } from './goTemplate';

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const unless = (isThere: boolean, tool: string) =>
  isThere ? '' : ` (skipped: ${tool} is not on this machine)`;

/** By kind and name, so that the order of files does not matter. */
function byName(objects: unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    objects.map(object => {
      const { kind, metadata } = fieldsOf(object);
      return [`${kind} ${fieldsOf(metadata).name}`, object];
    }),
  );
}

const textOf = (files: RepositoryFile[], path: string) =>
  files.find(file => file.path === path)?.content ?? '';

/** What looks like a template in a landing zone is none. */
const URLS = ['https://github.com', 'https://git.example.com/{{.Values}}/{{'];

(hasKubectl ? describe : describe.skip)(
  `the layout "kustomize"${unless(hasKubectl, 'kubectl')}`,
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'o8-layout-'));
    afterAll(() => rmSync(directory, { recursive: true }));

    it('is built to what "directory" has', () => {
      const zone = zoneOf('kustomize');
      const { files, plans } = platformOf(zone);
      for (const { path, content } of files) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), content);
      }
      const built = execFileSync(
        'kubectl',
        ['kustomize', join(directory, 'modules')],
        { encoding: 'utf8' },
      );
      expect(byName(valueOf(readYamlDocuments(built)))).toEqual(
        byName([platformProject(zone), ...objectsBeside(plans)]),
      );
    });
  },
);

(hasGo ? describe : describe.skip)(
  `layouts with Go templates${unless(hasGo, 'go')}`,
  () => {
    let expander: ReturnType<typeof buildExpander>;
    beforeAll(() => {
      expander = buildExpander();
    }, 120_000);
    afterAll(() => expander?.stop());

    it.each(URLS)('expand "helm-values" to what "directory" has (%s)', url => {
      const zone = zoneOf('helm-values', { url });
      const { files, plans } = platformOf(zone);
      const chart = 'modules/o8-platform';
      const texts = expander.expand(
        ['modules', 'platform'].map(name => ({
          template: textOf(files, `${chart}/templates/${name}.yaml`),
          data: {
            Values: valueOf(readYaml(textOf(files, `${chart}/values.yaml`))),
          },
          files: {
            'app-project.yaml': textOf(files, `${chart}/app-project.yaml`),
          },
        })),
      );
      const objects = texts.flatMap(text => valueOf(readYamlDocuments(text)));
      expect(byName(objects)).toEqual(
        byName([platformProject(zone), ...objectsBeside(plans)]),
      );
    });

    it.each(URLS)(
      'expand "applicationset" to what "directory" has (%s)',
      url => {
        const zone = zoneOf('applicationset', { url });
        const { files, plans } = platformOf(zone);
        const projects = files
          .filter(({ path }) =>
            /^modules\/[^/]+\/app-project\.yaml$/.test(path),
          )
          .flatMap(({ content }) => valueOf(readYamlDocuments(content)));
        const applications = expandSet(expander.expand, files);
        expect(byName([...projects, ...applications])).toEqual(
          byName([platformProject(zone), ...objectsBeside(plans)]),
        );
        // Two a placement: none was made twice under one name.
        expect(applications).toHaveLength(
          2 * plans.flatMap(({ placements }) => placements).length,
        );
      },
    );

    it('says which cluster it does not know, and leaves other landing zones alone', () => {
      const { files } = platformOf(zoneOf('applicationset'));
      const change = (text: string, by: string) =>
        files.map(file =>
          file.path.endsWith('/module.yaml')
            ? { ...file, content: file.content.replaceAll(text, by) }
            : file,
        );
      expect(() =>
        expandSet(expander.expand, change('cluster: us-1', 'cluster: us-2')),
      ).toThrow(/us-2 is not a cluster of the landing zone/);
      expect(
        expandSet(
          expander.expand,
          change('landingZone: acme', 'landingZone: other'),
        ),
      ).toEqual([]);
    });
  },
);

const setSchema = z.object({
  spec: z.object({
    goTemplateOptions: z.array(z.string()),
    generators: z.tuple([
      z.object({
        matrix: z.object({
          generators: z.tuple([
            z.object({ git: z.object({ files: z.array(z.unknown()) }) }),
            z.object({ list: z.object({ elementsYaml: z.string() }) }),
          ]),
        }),
      }),
    ]),
    template: z.record(z.string(), z.unknown()),
    templatePatch: z.string(),
  }),
});

/** What the ApplicationSet controller does: generate, insert, patch. */
function expandSet(
  expand: ReturnType<typeof buildExpander>['expand'],
  files: RepositoryFile[],
): object[] {
  const path = 'modules/o8-platform/application-set.yaml';
  const { spec } = setSchema.parse(valueOf(readYaml(textOf(files, path))));
  const strict = spec.goTemplateOptions.includes('missingkey=error');
  const [{ list }] = spec.generators[0].matrix.generators.slice(1) as [
    { list: { elementsYaml: string } },
  ];
  const modules = files
    .filter(({ path: each }) => /^modules\/[^/]+\/module\.yaml$/.test(each))
    .map(({ content }) => fieldsOf(valueOf(readYaml(content))));
  const elements = expand(
    modules.map(data => ({ template: list.elementsYaml, data, strict })),
  ).flatMap((text, index) =>
    z
      .array(z.record(z.string(), z.unknown()))
      .parse(valueOf(readYaml(text)) ?? [])
      .map(element => ({ ...element, ...modules[index] })),
  );
  const templates: string[] = [];
  mapTexts(spec.template, text => `${templates.push(text)}`);
  const texts = expand(
    elements.flatMap(data =>
      [...templates, spec.templatePatch].map(template => ({
        template,
        data,
        strict,
      })),
    ),
  );
  return elements.map((_, index) => {
    const [patch, ...own] = texts
      .slice(
        index * (templates.length + 1),
        (index + 1) * (templates.length + 1),
      )
      .reverse();
    const object = mapTexts(spec.template, () => own.pop() ?? '');
    return withoutEmpty(
      applyPatch(
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          ...fieldsOf(object),
        },
        fieldsOf(valueOf(readYaml(patch))),
      ),
    );
  });
}

/** Maps are merged; lists of Applications are replaced. */
function applyPatch(
  target: Record<string, unknown>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const patched = Object.entries(patch).map(([key, value]) => {
    const known = target[key];
    return [
      key,
      isFields(known) && isFields(value) ? applyPatch(known, value) : value,
    ];
  });
  return { ...target, ...Object.fromEntries(patched) };
}

/** Go leaves out the one of name and server that is empty. */
function withoutEmpty(object: Record<string, unknown>): object {
  const spec = fieldsOf(object.spec);
  const destination = Object.fromEntries(
    Object.entries(fieldsOf(spec.destination)).filter(
      ([, text]) => text !== '',
    ),
  );
  return { ...object, spec: { ...spec, destination } };
}
