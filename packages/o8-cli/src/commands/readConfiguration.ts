import type { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { isError } from '@backstage/errors';
import {
  readO8Config,
  type O8Config,
} from '@orchestr8/backstage-plugin-o8-backend/engine';
import path from 'node:path';
import { ofFile, type FileProblem } from '../FileProblem';
import { toSentence } from '../toSentence';
import type { Input } from './readInput';

const DEFAULT_FILE = 'app-config.yaml';

/**
 * Reads the section `o8` as the backend does: the files that are named, or
 * `app-config.yaml` and `app-config.local.yaml` of the folder, with the environment in
 * the place of `${NAME}`.
 */
export async function readConfiguration(options: {
  cwd: string;
  /** As they were typed. */
  files: string[];
}): Promise<Input<O8Config>> {
  const { cwd, files } = options;
  const label = files.length ? files.join(' + ') : DEFAULT_FILE;
  try {
    const config = await loadConfig(cwd, files);
    return readSection(config, label);
  } catch (error) {
    // Its message names the file, and the place in it.
    const message = `cannot be read: ${toSentence(error)}`;
    return { ok: false, problems: [ofFile(label, 'unreadable', message)] };
  }
}

async function loadConfig(cwd: string, files: string[]): Promise<Config> {
  const config = await ConfigSources.toConfig(
    ConfigSources.defaultForTargets({
      rootDir: cwd,
      watch: false,
      targets: files.map(file => ({
        type: 'path',
        target: path.resolve(cwd, file),
      })),
    }),
  );
  config.close();
  return config;
}

function readSection(config: Config, label: string): Input<O8Config> {
  try {
    return { ok: true, value: readO8Config(config) };
  } catch (error) {
    if (!isError(error) || error.name !== 'InputError') {
      throw error;
    }
    return { ok: false, problems: toProblems(error.message, label) };
  }
}

/** One line for each problem below a heading: `  o8.clusters[0].url: must be …`. */
function toProblems(message: string, label: string): FileProblem[] {
  // Those of other plugins stand below them, such as `argocd.appLocatorMethods[0]…`.
  const found = [...message.matchAll(/^ {2}([\w-]+[.[]\S*|o8): (.+)$/gm)];
  return found.length
    ? found.map(([, place, what]) => ({
        file: label,
        path: place,
        message: what,
        kind: 'invalid',
      }))
    : [ofFile(label, 'invalid', message)];
}
