import path from 'node:path';
import {
  compareTree,
  lstatIfPresent,
  type ComparedFile,
} from '../files/compareTree';
import { listFolder } from '../files/listFolder';
import { writeTree } from '../files/writeTree';
import { ofFile, type FileProblem } from '../FileProblem';
import { EXIT, reportProblems, type Report } from '../Report';
import {
  renderInputs,
  type RenderInputs,
  type Rendering,
} from './renderInputs';

const UNCHECKED =
  'without --platform it is not checked whether other modules have these names';

/** What `o8 render` is asked for. */
export interface RenderOptions extends RenderInputs {
  out: string;
  force?: boolean;
}

/** Writes the files of modules: all of them, or nothing. */
export async function render(options: RenderOptions): Promise<Report> {
  const notes = options.platform ? [] : [UNCHECKED];
  const rendered = await renderInputs(options);
  if (!rendered.ok) {
    return reportProblems(rendered.problems, { notes });
  }
  notes.push(...rendered.value.notes);
  const { out, force, cwd } = options;
  const folder = path.resolve(cwd, out);
  const files = await compareTree(folder, rendered.value.files);
  const problems = findConflicts(out, files, force);
  if (problems.length) {
    return reportProblems(problems, { notes });
  }
  const toWrite = files.filter(({ state }) => state !== 'equal');
  if (toWrite.length) {
    await writeTree(folder, toWrite);
  }
  const leftovers = await findLeftovers(folder, rendered.value);
  return {
    exitCode: EXIT.ok,
    problems: [],
    notes: leftovers.length
      ? [...notes, describeLeftovers(out, leftovers)]
      : notes,
    lines: [
      describeWritten(out, { files, toWrite, rendering: rendered.value }),
    ],
    data: {
      out: folder,
      modules: rendered.value.modules,
      platformChecked: Boolean(options.platform),
      files: files.map(({ path: at, state }) => ({
        path: at,
        written: state !== 'equal',
      })),
      leftovers,
    },
  };
}

function findConflicts(
  out: string,
  files: ComparedFile[],
  force: boolean = false,
): FileProblem[] {
  return files.flatMap(({ path: at, state }) => {
    const file = path.join(out, at);
    if (state === 'blocked') {
      const message =
        'cannot be written: a part of its path is not a folder, or a symbolic link';
      return [ofFile(file, 'conflict', message)];
    }
    if (state === 'different' && !force) {
      const message = 'is there with other content: --force overwrites it';
      return [ofFile(file, 'conflict', message)];
    }
    return [];
  });
}

/** What Argo CD would still apply, though it is not of this rendering: never removed here. */
async function findLeftovers(
  folder: string,
  { modules, files }: Rendering,
): Promise<string[]> {
  const written = new Set(files.map(file => file.path));
  const scope = { folder: () => true, file: () => true };
  const listings = await Promise.all(
    modules
      .flatMap(each => [
        `${each.folder}/deploy`,
        `platform/modules/${each.name}`,
      ])
      .map(async part => {
        const at = path.join(folder, part);
        // The module of a chart has nothing of its own to deploy.
        const listing = (await lstatIfPresent(at))
          ? await listFolder(at, scope)
          : { files: [], links: [] };
        return [...listing.files, ...listing.links].map(
          name => `${part}/${name}`,
        );
      }),
  );
  return listings.flat().filter(at => !written.has(at));
}

function describeLeftovers(out: string, leftovers: string[]): string {
  const few = leftovers.slice(0, 5).join(', ');
  const more = leftovers.length > 5 ? ' …' : '';
  return `${leftovers.length} files in ${out} are not of this rendering, and Argo CD would still apply them: ${few}${more}`;
}

function describeWritten(
  out: string,
  {
    files,
    toWrite,
    rendering: { modules },
  }: {
    files: ComparedFile[];
    toWrite: ComparedFile[];
    rendering: Rendering;
  },
): string {
  const many = modules.length > 1 ? ` of ${modules.length} modules` : '';
  if (!toWrite.length) {
    return `All ${files.length} files${many} are in ${out} already: nothing changes.`;
  }
  const equal = files.length - toWrite.length;
  const rest = equal ? `; ${equal} were there already` : '';
  const folder = many ? 'modules' : 'module';
  return `Wrote ${toWrite.length} files${many} to ${out}/${folder} and ${out}/platform${rest}.`;
}
