/** An alert about a module, and what whoever is woken up by it should know. */
export interface Alert {
  /** Its name, the same for all modules: routes and silences know it. */
  name: `Module${string}`;
  /** `critical` wakes somebody up, `warning` can wait until the morning. */
  severity: 'critical' | 'warning';
  expr: string;
  /** How long it has to be so. */
  for: string;
  /** One line; what is in braces is filled in by Prometheus, and is never text of a spec. */
  summary: string;
  /** What it means, in a sentence or two. */
  description: string;
  /** What to do first: lines of Markdown. */
  steps: string[];
}

/** A value that is worked out beforehand: alerts and dashboards read it often. */
export interface Recording {
  record: string;
  expr: string;
}

/** What is evaluated together. */
export interface RuleGroup {
  name: string;
  interval?: string;
  recordings?: Recording[];
  alerts: Alert[];
}
