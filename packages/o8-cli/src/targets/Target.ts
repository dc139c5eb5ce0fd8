import type { FileProblem } from '../FileProblem';

/** Something that can be checked by itself. */
export interface Target {
  what: 'document' | 'module repository' | 'platform repository';
  /** Absolute. */
  at: string;
  /** As people find it from where they are. */
  label: string;
}

/** What a target turned out to be, and what is wrong with it. */
export interface Checked {
  label: string;
  what:
    | 'module spec'
    | 'landing zone'
    | 'document'
    | 'module repository'
    | 'platform repository';
  problems: FileProblem[];
}
