export {
  inspectModule,
  type InspectModuleOptions,
  type ModuleInspection,
} from './inspectModule';
export {
  isAsLocked,
  LOCKED_FOLDERS,
  type IsAsLockedOptions,
} from './isAsLocked';
export {
  readPlatform,
  type PlatformOptions,
  type PlatformSnapshot,
} from './platform';
