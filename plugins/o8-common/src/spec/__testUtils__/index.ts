export { createSpecInput } from './createSpecInput';
export { createZone, createZoneInput } from './createZone';
export { findProblems, setAt } from './findProblems';
export { findSurprises } from './findSurprises';
export { HOSTILE_TEXTS } from './hostileTexts';
