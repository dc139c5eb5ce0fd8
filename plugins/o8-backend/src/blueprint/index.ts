export { validateBlueprint } from './validateBlueprint';
