import type { Runtime } from '../pipelines/toPipeline';
import { expandTemplate, type TemplateInput } from './expandTemplate';
import { readSkeleton } from './readSkeleton';

/** The features that decide which libraries there are; a lockfile is made for each set of them. */
const LIBRARY_FEATURES = ['database', 'nats', 'kafka', 'tracing'];

/** What a skeleton is written for. */
export interface SkeletonInput extends TemplateInput {
  runtime: Runtime;
  /** Words that stand for something else in all files, such as `o8-module`. */
  words: Readonly<Record<string, string>>;
}

/** A file of a skeleton. */
export interface SkeletonFile {
  path: string;
  text: string;
}

/** The name of the lockfiles for these features, such as `database+tracing`. */
export function lockName(features: ReadonlySet<string>): string {
  const on = LIBRARY_FEATURES.filter(feature => features.has(feature));
  return on.join('+') || 'none';
}

/**
 * The files of a skeleton, with the lockfiles for its libraries in the place of templates
 * that are called like them. Java has none: its versions are in its one file.
 *
 * @throws Error where there is no lockfile for these features.
 */
export function expandSkeleton(input: SkeletonInput): SkeletonFile[] {
  const { locks } = readSkeleton(input.runtime);
  const name = lockName(input.features);
  const locked = locks.size === 0 ? new Map<string, string>() : locks.get(name);
  if (!locked) {
    throw new Error(`There is no lockfile of ${input.runtime} for ${name}`);
  }
  return [
    ...expandTemplates(input).filter(({ path }) => !locked.has(path)),
    ...[...locked].map(([path, text]) => ({
      path,
      text: replaceWords(text, input.words),
    })),
  ];
}

/** Its templates alone. */
export function expandTemplates(input: SkeletonInput): SkeletonFile[] {
  return [...readSkeleton(input.runtime).files].flatMap(([path, template]) => {
    const text = expand(path, template, input);
    return text === undefined
      ? []
      : [{ path, text: replaceWords(text, input.words) }];
  });
}

function expand(
  path: string,
  template: string,
  input: SkeletonInput,
): string | undefined {
  try {
    return expandTemplate(template, input);
  } catch (error) {
    throw new Error(`${input.runtime}/${path}: ${error}`, { cause: error });
  }
}

/**
 * All words in one go: what one becomes may contain another. Longer ones first, since one
 * may be a part of another.
 */
function replaceWords(text: string, words: SkeletonInput['words']): string {
  const known = Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .map(word => word.replaceAll('.', '\\.'));
  return known.length === 0
    ? text
    : text.replace(new RegExp(known.join('|'), 'g'), word => words[word]);
}
