import type { CliIo } from './CliIo';
import { printReport } from './printReport';
import { reportProblems } from './Report';

const PATCH =
  'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\tline\n-old \u001b[2J\n+new \u202e\n';

function print(io: Pick<CliIo, 'colors' | 'terminal'>): string {
  let out = '';
  const all = {
    cwd: '/',
    ...io,
    out: (text: string) => {
      out += text;
    },
    err: () => {},
  };
  printReport(reportProblems([], { patch: PATCH, lines: ['end'] }), all);
  return out;
}

describe('printReport', () => {
  it('shows a patch with its tabs, and nothing that speaks to the terminal', () => {
    expect(print({ colors: false, terminal: true })).toBe(
      'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\tline\n-old \\u{1b}[2J\n+new \\u{202e}\n\nend\n',
    );
  });

  it('gives a pipe each byte of it, or git could not apply it', () => {
    expect(print({ colors: false })).toBe(`${PATCH}\nend\n`);
  });

  it('has colours for what is new and what is gone', () => {
    const style = (code: number, text: string) => `\u001b[${code}m${text}`;
    const out = print({ colors: true, terminal: true });
    expect(out).toContain(style(1, '--- a/x'));
    expect(out).toContain(style(36, '@@'));
    expect(out).toContain(style(31, '-old \\u{1b}'));
    expect(out).toContain(style(32, '+new'));
  });
});
