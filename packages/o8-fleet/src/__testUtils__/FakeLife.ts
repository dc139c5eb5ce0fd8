import type { FleetLife } from '../control';

/** Remembers what it was asked for. */
export class FakeLife implements FleetLife {
  readonly events = ['degrade', 'heal'];
  readonly calls: string[] = [];

  start(): void {
    this.calls.push('start');
  }

  stop(): void {
    this.calls.push('stop');
  }

  setChurn(perSecond: number): void {
    this.calls.push(`churn ${perSecond}`);
  }

  trigger(module: string, event: string): void {
    this.calls.push(`${event} ${module}`);
  }
}
