import type { ComplianceCatalog } from '../catalog';
import type { CheckFamily, Controls } from '../compileControls';
import type { MappingEntry } from '../mapping';

const INTRODUCTION = `# Controls and checks

<!-- Written from plugins/o8-common/controls by its test: do not edit. -->

What is asked of modules, and which demands of frameworks it speaks to. How to read it, and what
the verdicts of \`o8 forecast\` mean: [Compliance](../explanation/compliance.md).

The column "before it runs" says what can answer while nothing runs yet: the **plan**, only
**running** evidence, or a **person**, always.
`;

/** The reference page of the controls. */
export function documentControls(controls: Controls): string {
  return [
    INTRODUCTION,
    '## Checks\n',
    ...controls.families.map(documentFamily),
    ...controls.catalogs.map(catalog => documentCatalog(catalog, controls)),
  ].join('\n');
}

const BASES = { planned: 'plan', running: 'running', person: 'person' };

function documentFamily({ title, checks }: CheckFamily): string {
  const rows = checks.map(check => [
    `\`${check.id}\``,
    check.title,
    check.severity,
    check.automation,
    BASES[check.forecast],
    check.watched
      ? `${check.evidence} Watched: ${check.watched}`
      : check.evidence,
    check.remediation,
  ]);
  const head = [
    'check',
    'what holds',
    'severity',
    'automation',
    'before it runs',
    'evidence',
    'what to do',
  ];
  return `### ${title}\n\n${toTable([head, ...rows])}`;
}

function documentCatalog(
  catalog: ComplianceCatalog,
  { mappings }: Controls,
): string {
  const mapping = mappings.find(each => each.catalog === catalog.id);
  const entries = new Map(
    mapping?.entries.map(entry => [entry.control, entry]),
  );
  const hasRequirements = catalog.controls.some(each => each.requirement);
  const head = [
    'control',
    'title',
    ...(hasRequirements ? ['requirement'] : []),
    'checks',
    'coverage',
    'what a person shows',
    'why',
    'confidence',
    ...(mapping?.nist80053 ? ['NIST SP 800-53'] : []),
  ];
  const rows = catalog.controls.map(({ id, title, requirement }) => {
    const entry = entries.get(id);
    return [
      `\`${id}\``,
      title,
      ...(hasRequirements ? [requirement ?? '–'] : []),
      ...(entry ? toCells(entry) : ['–', '–', '–', '–', '–']),
      ...(mapping?.nist80053 ? [entry?.nist80053?.join(', ') ?? '–'] : []),
    ];
  });
  const words =
    catalog.text === 'summary'
      ? "Titles are our own summaries: the framework's text is protected."
      : 'Titles are those of the framework.';
  const nist = mapping?.nist80053
    ? ` ${mapping.nist80053.note} [Source](${mapping.nist80053.source}).`
    : '';
  return `## ${catalog.title}

Version: ${catalog.version}. [Source](${catalog.source}). ${
    catalog.scope
  } ${words} Which checks speak to
which control is our ${mapping?.provenance}.${nist}

${toTable([head, ...rows])}`;
}

function toCells(entry: MappingEntry): string[] {
  return [
    entry.checks.map(check => `\`${check}\``).join(', ') || '–',
    entry.coverage,
    entry.manual.join(' ') || '–',
    entry.rationale,
    entry.confidence,
  ];
}

/** Columns below each other, as the formatter of the repository wants them. */
function toTable(rows: string[][]): string {
  const [head, ...body] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map(cells => cells[column].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells
      .map((cell, index) => cell.padEnd(widths[index]))
      .join(' | ')} |\n`;
  const rule = widths.map(width => '-'.repeat(width));
  return [head, rule, ...body].map(line).join('');
}
