export { common } from './common';
export { compliance } from './compliance';
export { create } from './create';
export { modules } from './modules';
export { recovery } from './recovery';
export { sync } from './sync';
