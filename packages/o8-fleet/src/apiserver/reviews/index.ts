export { answerReview } from './answerReview';
export { isReview, REVIEW_DEFINITIONS } from './reviewDefinitions';
