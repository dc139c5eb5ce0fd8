import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { isEqual } from '../edit/isEqual';
import type { ModuleContext } from '../emitters/types';
import { inFile } from '../parse/inFile';
import { renderFiles } from '../render/renderFiles';
import type { PlannedFile, Platform, Result } from '../types';
import type { SharedFile } from './layouts/Layout';
import { layoutOf } from './layouts/layouts';

/** The files that modules share with the entry of this one in them. */
export function planShared(
  context: ModuleContext,
  platform?: Platform,
): Result<PlannedFile[]> {
  const { shared } = layoutOf(context.zone);
  if (!shared) {
    return { ok: true, value: [] };
  }
  const { path } = shared;
  const text = findText(context, path, platform);
  if (text === undefined) {
    return refuse(path, 'is missing: "o8 init" writes it');
  }
  const conflict = findConflict({ context, shared, text, platform });
  const edited = conflict
    ? refuse('', conflict)
    : shared.put(text, context.spec.metadata.name, shared.entryOf(context));
  return edited.ok
    ? { ok: true, value: [{ path, text: edited.value }] }
    : { ok: false, problems: inFile(path, edited.problems) };
}

/** The same files without any entry of a module. */
export function planSharedWithout(
  module: string,
  zone: LandingZone,
  platform: Platform,
): Result<PlannedFile[]> {
  const { shared } = layoutOf(zone);
  const text = shared && findText({ zone }, shared.path, platform);
  if (!shared || text === undefined) {
    return { ok: true, value: [] };
  }
  const { path } = shared;
  const edited = shared.remove(text, module);
  return edited.ok
    ? { ok: true, value: [{ path, text: edited.value }] }
    : { ok: false, problems: inFile(path, edited.problems) };
}

/** Undefined: the platform was read, and has no such file. */
function findText(
  { zone }: Pick<ModuleContext, 'zone'>,
  path: string,
  platform?: Platform,
): string | undefined {
  const files =
    platform?.shared ?? renderFiles(layoutOf(zone).planInit?.(zone) ?? []);
  return files.find(file => file.path === path)?.content;
}

/** An entry of a module that nobody has approved is somebody else's. */
function findConflict(options: {
  context: ModuleContext;
  shared: SharedFile;
  text: string;
  platform?: Platform;
}): string | undefined {
  const { context, shared, text, platform } = options;
  const { name } = context.spec.metadata;
  const isApproved = platform?.modules.some(
    ({ spec }) => spec.metadata.name === name,
  );
  const read = isApproved ? undefined : shared.read(text);
  const there = read?.ok ? read.value.modules.get(name) : undefined;
  return there === undefined || isEqual(there, shared.entryOf(context))
    ? undefined
    : `has another entry "${name}" already, of a module without module.yaml`;
}

function refuse(
  path: string,
  message: string,
): {
  ok: false;
  problems: { path: string; message: string; kind: 'refused' }[];
} {
  return { ok: false, problems: [{ path, message, kind: 'refused' }] };
}
