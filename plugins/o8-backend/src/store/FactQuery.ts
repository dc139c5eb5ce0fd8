import type { Knex } from 'knex';
import type { DbFact } from './FactRow';
import { selectIn } from './selectIn';

/** Asks for facts, without those of gone objects. */
export class FactQuery {
  readonly #knex: Knex;
  readonly #types: ReadonlySet<string> | undefined;

  constructor(knex: Knex, types: ReadonlySet<string> | undefined) {
    this.#knex = knex;
    this.#types = types;
  }

  /** Whether types that begin so are among those that are asked for. */
  asksFor(prefix: string): boolean {
    return (
      !this.#types || [...this.#types].some(type => type.startsWith(prefix))
    );
  }

  /** By a list of values, however long it is. */
  async all(
    values: Iterable<string>,
    narrow: (facts: Knex.QueryBuilder<DbFact>, chunk: string[]) => void,
  ): Promise<DbFact[]> {
    return selectIn<string, DbFact>(values, chunk => {
      const facts = this.#knex<DbFact>('facts')
        .select()
        .whereRaw(`coalesce(gone_at, '') = ''`);
      narrow(facts, chunk);
      return facts;
    });
  }

  /** The same of the types that are asked for. */
  async some(
    values: Iterable<string>,
    narrow: (facts: Knex.QueryBuilder<DbFact>, chunk: string[]) => void,
  ): Promise<DbFact[]> {
    const types = this.#types;
    return this.all(values, (facts, chunk) => {
      narrow(facts, chunk);
      if (types) {
        facts.whereIn('type', [...types]);
      }
    });
  }
}
