import type { StatusError } from '../StatusError';

/** An open watch, as faults see it. */
export interface OpenWatch {
  /** Says nothing more, and stays open. */
  freeze(): void;
  /** Ends; with a refusal, this is the last event. */
  end(refusal?: StatusError): void;
  /** Says this, which need not be a whole line, and ends. */
  endWith(text: string): void;
  /** Says this, and its connection is destroyed. */
  breakAfter(text: string): void;
}
