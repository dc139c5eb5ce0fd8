/** What makes a fleet live, as the controls see it. */
export interface FleetLife {
  /** The events that can be triggered. */
  readonly events: readonly string[];
  start(): void;
  stop(): void;
  setChurn(perSecond: number): void;
  /** Throws a NotFoundError for a module that is not there. */
  trigger(module: string, event: string): void;
}
