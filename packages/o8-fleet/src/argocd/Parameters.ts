import type { Request } from 'express';
import { StatusError } from '../apiserver/StatusError';
import { parseLabelSelector } from '../apiserver/selectors';
import type { KubeObject } from '../types';
import { GrpcError } from './errors';

/** The parameters of a query, each with all its values; an empty one is as if it were not there. */
export class Parameters {
  readonly #params: URLSearchParams;

  constructor(req: Request) {
    this.#params = new URL(req.originalUrl, 'https://localhost').searchParams;
  }

  get(name: string): string | undefined {
    return this.#params.get(name) || undefined;
  }

  getAll(name: string): string[] {
    return this.#params.getAll(name).filter(Boolean);
  }

  /** The projects, by both of the names that the parameter has. */
  projects(): string[] {
    const projects = this.getAll('project');
    return projects.length > 0 ? projects : this.getAll('projects');
  }

  selector(): (object: KubeObject) => boolean {
    const text = this.get('selector');
    if (text === undefined) return () => true;
    try {
      return parseLabelSelector(text);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      throw new GrpcError(
        'unknown',
        `error parsing the selector: ${error.message}`,
      );
    }
  }
}
