import path from 'node:path';
import { compareTree, type ComparedFile } from '../files/compareTree';
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

/** Writes the files of a module: all of them, or nothing. */
export async function render(options: RenderOptions): Promise<Report> {
  const notes = options.platform ? [] : [UNCHECKED];
  const rendered = await renderInputs(options);
  if (!rendered.ok) {
    return reportProblems(rendered.problems, { notes });
  }
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
    lines: [describeWritten(out, files, toWrite)],
    data: {
      out: folder,
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
  { name, files }: Rendering,
): Promise<string[]> {
  const written = new Set(files.map(file => file.path));
  const scope = { folder: () => true, file: () => true };
  const listings = await Promise.all(
    ['module/deploy', `platform/modules/${name}`].map(async part => {
      const listing = await listFolder(path.join(folder, part), scope);
      return [...listing.files, ...listing.links].map(at => `${part}/${at}`);
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
  files: ComparedFile[],
  written: ComparedFile[],
): string {
  if (!written.length) {
    return `All ${files.length} files are in ${out} already: nothing changes.`;
  }
  const equal = files.length - written.length;
  const rest = equal ? `; ${equal} were there already` : '';
  return `Wrote ${written.length} files to ${out}/module and ${out}/platform${rest}.`;
}
