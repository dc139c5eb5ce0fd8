import { isError } from '@backstage/errors';
import {
  parseLandingZone,
  renderPlatform,
  type RenderedFile,
} from '@orchestr8/o8-blueprint';
import {
  platformRepository,
  type LandingZone,
  type Repository,
} from '@orchestr8/backstage-plugin-o8-common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { compareTree, type ComparedFile } from '../files/compareTree';
import { writeTree } from '../files/writeTree';
import { ofFile, type FileProblem } from '../FileProblem';
import { EXIT, reportProblems, type Report } from '../Report';
import { readInput } from './readInput';

/** What `o8 init` is asked for. */
export interface InitOptions {
  zone: string;
  out: string;
  cwd: string;
}

/** Writes the platform repository of a landing zone. */
export async function init(options: InitOptions): Promise<Report> {
  const { out, cwd } = options;
  const zone = await readInput({
    cwd,
    file: options.zone,
    parse: parseLandingZone,
  });
  if (!zone.ok) {
    return reportProblems(zone.problems);
  }
  const folder = path.resolve(cwd, out);
  const files = await compareTree(folder, renderPlatform(zone.value));
  const isChange = files.some(({ state }) => state !== 'equal');
  if (isChange) {
    const problems = await findObstacles({ folder, out, files });
    if (problems.length) {
      return reportProblems(problems);
    }
    await writeTree(folder, files);
  }
  return {
    exitCode: EXIT.ok,
    problems: [],
    notes: [],
    lines: isChange
      ? [
          ...listFiles(out, files),
          '',
          ...nextSteps(out, zone.value, platformRepository(zone.value)),
        ]
      : [
          `${out} is the platform repository of "${zone.value.metadata.name}" already: nothing changes.`,
        ],
    data: {
      landingZone: zone.value.metadata.name,
      out: folder,
      changed: isChange,
      files: files.map(file => file.path),
    },
  };
}

/** A repository is begun once; what is in the folder is somebody's work. */
async function findObstacles(options: {
  folder: string;
  out: string;
  files: ComparedFile[];
}): Promise<FileProblem[]> {
  const { folder, out, files } = options;
  const inTheWay = files.filter(
    ({ state }) => state === 'different' || state === 'blocked',
  );
  if (inTheWay.length) {
    return inTheWay.map(file =>
      ofFile(
        path.join(out, file.path),
        'conflict',
        file.state === 'blocked'
          ? 'cannot be written: a part of its path is not a folder, or a symbolic link'
          : 'is there with other content: init writes into an empty folder only',
      ),
    );
  }
  // A new clone has no more than this.
  const others = (await readIfPresent(folder)).filter(name => name !== '.git');
  return others.length
    ? [
        ofFile(
          out,
          'conflict',
          `is not empty (${others.length} entries): init writes into an empty folder only`,
        ),
      ]
    : [];
}

async function readIfPresent(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

function listFiles(out: string, files: RenderedFile[]): string[] {
  return [
    `Wrote ${files.length} files to ${out}:`,
    ...files.map(file => `  ${file.path}`),
  ];
}

function nextSteps(
  out: string,
  { spec }: LandingZone,
  { cloneUrl }: Repository,
): string[] {
  const { branch } = spec.git;
  return [
    'Next:',
    `  cd ${quote(out)}`,
    `  git init --initial-branch=${branch}    # not in a clone`,
    `  git remote add origin ${cloneUrl}    # not in a clone`,
    '  git add --all && git commit -m "Begin the platform repository"',
    `  git push -u origin HEAD:${branch}`,
    "Then the kubectl commands of README.md, once, as an administrator of Argo CD's cluster:",
    'they apply modules/o8-platform/ and bootstrap/.',
  ];
}

/** For the shell, where it would not take it as one word. */
function quote(word: string): string {
  return /^[\w./@%+:,-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}
