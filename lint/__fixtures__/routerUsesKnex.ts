// Breaks the rule of the backend's parts: only store/ contains SQL.
import type { Knex } from 'knex';

export type Table = Knex.QueryBuilder;
