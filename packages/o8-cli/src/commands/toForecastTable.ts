import {
  FORECAST_VERDICTS,
  type CheckForecast,
  type ControlForecast,
  type Forecast,
  type ForecastChange,
  type ForecastVerdict,
} from '@orchestr8/o8-blueprint';
import type { Row, Table, Tone } from '../Table';

const WORDS: Record<ForecastVerdict, string> = {
  fails: '✕ fails',
  'not-checked': '? not checked',
  'at-runtime': '◌ when it runs',
  'needs-person': '▲ needs a person',
  satisfied: '● satisfied',
  'not-applicable': '– not applicable',
};

/** The same of several. */
const KINDS: Record<ForecastVerdict, string> = {
  fails: 'failing',
  'not-checked': 'not checked',
  'at-runtime': 'when it runs',
  'needs-person': 'for a person',
  satisfied: 'satisfied',
  'not-applicable': 'not applicable',
};

const EMPTY: Row = { cells: ['', '', '', ''], tone: 'plain' };

/**
 * What is known, for people: each framework with its controls, then the checks with what
 * proves or refutes them.
 */
export function toForecastTable({ frameworks, checks }: Forecast): Table {
  return {
    head: ['CONTROL', 'FORECAST', 'WHAT IT ASKS FOR', 'BECAUSE'],
    rows: [
      ...frameworks.flatMap(({ framework, controls }) => [
        toHeading(framework),
        ...controls.map(toControlRow),
        EMPTY,
      ]),
      toHeading('checks'),
      ...checks.flatMap(toCheckRows),
    ],
  };
}

/** How many there are of each, the worst first, in words. */
export function countVerdicts(verdicts: ForecastVerdict[]): string {
  return FORECAST_VERDICTS.flatMap(verdict => {
    const count = verdicts.filter(each => each === verdict).length;
    return count > 0 ? `${count} ${KINDS[verdict]}` : [];
  }).join(', ');
}

function toHeading(text: string): Row {
  return { cells: [text.toUpperCase(), '', '', ''], tone: 'plain' };
}

function toTone(verdict: ForecastVerdict): Tone {
  const tones: Partial<Record<ForecastVerdict, Tone>> = {
    fails: 'bad',
    satisfied: 'quiet',
    'not-applicable': 'quiet',
  };
  return tones[verdict] ?? 'plain';
}

function toControlRow(control: ControlForecast): Row {
  const { byVerdict, manual } = control;
  const because = [
    ...FORECAST_VERDICTS.flatMap(verdict => {
      const ids = byVerdict[verdict];
      return ids ? `${ids.join(', ')} ${KINDS[verdict]}` : [];
    }),
    ...(manual.length > 0 ? [`a person shows: ${manual.join(' ')}`] : []),
  ];
  return {
    cells: [
      control.control,
      WORDS[control.verdict],
      control.requirement
        ? `${control.title} (${control.requirement})`
        : control.title,
      because.join('; '),
    ],
    tone: toTone(control.verdict),
  };
}

function toCheckRows(check: CheckForecast): Row[] {
  const { verdict, reasons, changes, title, watched } = check;
  const tone = toTone(verdict);
  const change =
    changes.length > 0 && verdict !== 'satisfied'
      ? [`To change: ${changes.map(sayChange).join(', ')}`]
      : [];
  const [first, ...more] = [
    ...reasons,
    ...(watched ? [`To watch: ${watched}`] : []),
    ...change,
  ];
  return [
    { cells: [check.check, WORDS[verdict], title, first], tone },
    ...more.map(text => ({ cells: ['', '', '', text], tone })),
  ];
}

function sayChange({ document, field }: ForecastChange): string {
  return document === 'module' ? field : `${field} of the landing zone`;
}
