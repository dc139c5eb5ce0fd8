export { O8Client, type O8ClientOptions } from './O8Client';
export type {
  EntityName,
  HistoryQuery,
  ModulesQuery,
  O8Api,
  O8RequestOptions,
} from './O8Api';
