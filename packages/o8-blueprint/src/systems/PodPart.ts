import type { EnvVar } from '../emitters/module/env';
import type { ModuleContext } from '../emitters/types';

/** A volume of a module's pods and where its container finds it. */
export interface PodVolume {
  volume: { name: string; [source: string]: unknown };
  mount: { name: string; mountPath: string; [option: string]: unknown };
}

/** What a system gives to the pods of a module. */
export interface PodPart {
  /** Variables of the module's container, which specs cannot set otherwise. */
  env?: (context: ModuleContext) => EnvVar[];
  volumes?: (context: ModuleContext) => PodVolume[];
  annotations?: (context: ModuleContext) => Record<string, string>;
  labels?: (context: ModuleContext) => Record<string, string>;
}
