export { answerWeb } from './answerWeb';
export { errorPage } from './errorPage';
export { type WebAnswer } from './WebAnswer';
