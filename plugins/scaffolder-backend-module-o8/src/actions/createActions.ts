import type { ScaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import type { ActionServices } from './ActionServices';
import { createAppOfAppsAddAction } from './appOfAppsAdd';
import { createGitPublishAction } from './gitPublish';
import { createModuleGenerateAction } from './moduleGenerate';
import { createModuleRegisterAction } from './moduleRegister';
import { createModuleValidateAction } from './moduleValidate';

/** Every action of Orchestr8, in the order in which a template runs them. */
export function createActions(
  services: ActionServices,
): Parameters<ScaffolderActionsExtensionPoint['addActions']> {
  return [
    createModuleValidateAction(services),
    createModuleGenerateAction(services),
    createAppOfAppsAddAction(services),
    createGitPublishAction(services),
    createModuleRegisterAction(services),
  ];
}
