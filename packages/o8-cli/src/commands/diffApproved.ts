import {
  findApprovalDifferences,
  parseModuleSpec,
  type FieldDifference,
} from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { EXIT, reportProblems, type Report } from '../Report';
import { readInput } from './readInput';
import { readPlatform } from './readPlatform';
import { readZones, withoutZone } from './readZones';

/** What `o8 diff --approved` is asked for. */
export interface DiffApprovedOptions {
  target: string;
  zones: string[];
  platform: string;
  cwd: string;
}

/** Says what a team asks for and is not approved, and the other way around. */
export async function diffApproved(
  options: DiffApprovedOptions,
): Promise<Report> {
  const { cwd, platform: label } = options;
  const file = path.join(options.target, 'o8.yaml');
  const [asked, zones, platform] = await Promise.all([
    readInput({ cwd, file, parse: parseModuleSpec }),
    readZones(cwd, options.zones),
    readPlatform(cwd, label),
  ]);
  if (!asked.ok || !zones.ok || !platform.ok) {
    return reportProblems(
      [asked, zones, platform].flatMap(each => (each.ok ? [] : each.problems)),
    );
  }
  const { name } = asked.value.metadata;
  const zone = zones.value.find(
    ({ metadata }) => metadata.name === asked.value.spec.landingZone,
  );
  if (zones.value.length && !zone) {
    return reportProblems([withoutZone(file, asked.value, zones.value)]);
  }
  const approved = platform.value.modules.find(
    ({ spec }) => spec.metadata.name === name,
  );
  if (!approved) {
    return report([], {
      module: name,
      approved: false,
      lines: [`"${name}" is not in ${label}: nothing of it is approved.`],
    });
  }
  const differences = findApprovalDifferences({
    asked: asked.value,
    approved: approved.spec,
    zone,
  });
  return report(differences, {
    module: name,
    approved: true,
    lines: [
      differences.length
        ? `${countFields(differences)} of "${name}" ${
            differences.length > 1 ? 'are' : 'is'
          } not as ${label} has approved it.`
        : `${label} has approved "${name}" as it is asked for.`,
    ],
  });
}

function report(
  differences: FieldDifference[],
  { lines, ...said }: { module: string; approved: boolean; lines: string[] },
): Report {
  const isSame = said.approved && differences.length === 0;
  return {
    exitCode: isSame ? EXIT.ok : EXIT.different,
    problems: [],
    notes: [],
    lines,
    ...(differences.length && {
      table: {
        head: ['FIELD', 'ASKED FOR', 'APPROVED'],
        rows: differences.map(({ path: at, asked, approved }) => ({
          cells: [at, toText(asked), toText(approved)],
          tone: 'plain' as const,
        })),
      },
    }),
    data: {
      different: !isSame,
      ...said,
      differences: differences.map(({ path: at, asked, approved }) => ({
        path: at,
        asked: asked ?? null,
        approved: approved ?? null,
      })),
    },
  };
}

function countFields({ length }: FieldDifference[]): string {
  return length > 1 ? `${length} fields` : '1 field';
}

function toText(value: unknown): string {
  return value === undefined ? '–' : JSON.stringify(value);
}
