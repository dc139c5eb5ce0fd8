export { Glyph, NOT_CHECKED_GLYPH, type Tone } from './Glyph';
export { Status, type StatusProps } from './Status';
export { toTone } from './toTone';
