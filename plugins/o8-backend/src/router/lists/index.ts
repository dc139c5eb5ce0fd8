export { keepFor, type Kept } from './keepFor';
export { ModuleLists, modulesParams, type ModulesQuery } from './ModuleLists';
export {
  PreparedAnswers,
  type PreparedAnswersOptions,
} from './PreparedAnswers';
export { PreparedDetails } from './PreparedDetails';
export {
  placeItems,
  readPage,
  type Page,
  type PageQuery,
  type PlacedItem,
} from './readPage';
