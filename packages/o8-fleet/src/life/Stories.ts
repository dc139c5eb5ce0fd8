import { untouchedModules } from '../content/profiles';
import type { Seeded } from '../content/Seeded';
import { SECOND_MS } from '../content/time';
import { degrade, deploySteps, driftAway, driftBack, heal } from './actions';
import type { Agenda } from './Agenda';
import type { Place } from './Place';

/** How long a step of a deployment takes. */
const STEP_MS = 8 * SECOND_MS;

/** Begins a deployment, whose steps follow each other as on a real cluster. */
export function deployOverTime(
  place: Place,
  options: { agenda: Agenda; nowMs: number },
): void {
  const { agenda, nowMs } = options;
  const [first, ...rest] = deploySteps(place);
  first?.();
  rest.forEach((step, index) => {
    agenda.at(nowMs + (index + 1) * STEP_MS, ownerOf(place), step);
  });
}

/** Whose entries in the agenda are those of a place. */
export function ownerOf(place: Place): string {
  return `${place.cluster}/${place.module}`;
}

/**
 * What happens by itself, slowly: a deployment, something changed by hand, a module that
 * degrades and recovers. Modules with a trouble of their own, and those that somebody
 * has laid hands on, are left alone.
 */
export class Stories {
  readonly #places: readonly Place[];
  readonly #seeded: Seeded;
  readonly #agenda: Agenda;
  readonly #held = new Set<string>();
  #count = 0;
  #nextMs = 0;

  constructor(options: {
    places: readonly Place[];
    seeded: Seeded;
    agenda: Agenda;
  }) {
    this.#places = options.places.filter(
      ({ module }) => !untouchedModules.has(module),
    );
    this.#seeded = options.seeded;
    this.#agenda = options.agenda;
  }

  /** Leaves a place alone from now on, in the state in which somebody put it. */
  hold(place: Place): void {
    this.#agenda.cancel(ownerOf(place));
    this.#held.add(ownerOf(place));
  }

  /** Lets things happen to a place again. */
  release(place: Place): void {
    this.#held.delete(ownerOf(place));
  }

  advance(nowMs: number): void {
    if (nowMs < this.#nextMs) return;
    const path = `story/${this.#count}`;
    this.#nextMs = nowMs + this.#seeded.int(path, 20, 30) * SECOND_MS;
    this.#count += 1;
    if (this.#places.length === 0) return;
    const place = this.#seeded.pick(`${path}/place`, this.#places);
    const owner = ownerOf(place);
    if (this.#held.has(owner) || this.#agenda.has(owner)) return;
    this.#begin(place, path, nowMs);
  }

  #begin(place: Place, path: string, nowMs: number): void {
    const story = this.#seeded.int(`${path}/what`, 1, 4);
    const laterMs =
      nowMs + this.#seeded.int(`${path}/for`, 40, 110) * SECOND_MS;
    if (story <= 2) {
      deployOverTime(place, { agenda: this.#agenda, nowMs });
    } else if (story === 3) {
      driftAway(place);
      this.#agenda.at(laterMs, ownerOf(place), () => driftBack(place));
    } else {
      degrade(place);
      this.#agenda.at(laterMs, ownerOf(place), () => heal(place));
    }
  }
}
