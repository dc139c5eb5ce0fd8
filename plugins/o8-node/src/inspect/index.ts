export {
  inspectModule,
  type InspectModuleOptions,
  type ModuleInspection,
} from './inspectModule';
export {
  clonePlatform,
  readPlatform,
  readPlatformFiles,
  type PlatformOptions,
  type PlatformSnapshot,
} from './platform';
