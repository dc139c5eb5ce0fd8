export { isKey, isNotChecked, sayWord } from './sayWord';
export { sayHeadline } from './sayHeadline';
