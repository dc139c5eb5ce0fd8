export { compileGlob, type GlobOptions } from './compileGlob';
export { literal, matchTokens, type Token } from './matchTokens';
