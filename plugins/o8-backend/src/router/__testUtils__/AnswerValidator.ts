import addFormats from 'ajv-formats';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import type { Description } from '../openapi';

interface Operation {
  operationId: string;
  responses: Record<string, unknown>;
}

/** Compares answers with what the description says of them. */
export class AnswerValidator {
  // A description is more than a schema: it has words of its own.
  readonly #ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  readonly #pointers = new Map<string, string>();
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(description: Description) {
    this.#ajv.addSchema(closeObjects(description) as object, 'openapi');
    for (const [path, operations] of Object.entries(description.paths ?? {})) {
      for (const [method, operation] of Object.entries(operations)) {
        const { operationId } = operation as Operation;
        this.#pointers.set(operationId, toPointer('paths', path, method));
      }
    }
  }

  /** What of an answer is not as it is described, also what is not described at all. */
  findProblems(operationId: string, status: number, body: unknown): string[] {
    const validate =
      status === 200
        ? this.#compile(
            `${this.#pointers.get(
              operationId,
            )}/responses/200/content/application~1json/schema`,
          )
        : this.#compile('/components/schemas/Error');
    return validate(body)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
  }

  #compile(pointer: string): ValidateFunction {
    const compiled =
      this.#compiled.get(pointer) ??
      this.#ajv.compile({ $ref: `openapi#${encodeURI(pointer)}` });
    this.#compiled.set(pointer, compiled);
    return compiled;
  }
}

function toPointer(...names: string[]): string {
  return names
    .map(name => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** Clients take more than is described; here that would be a gap in the description. */
function closeObjects(node: unknown, isPart = false): unknown {
  if (Array.isArray(node)) {
    return node.map(item => closeObjects(item, isPart));
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    // What is put together of parts is closed as a whole.
    closeObjects(value, key === 'allOf' || (isPart && key !== 'properties')),
  ]);
  const schema = Object.fromEntries(entries);
  const isObject = schema.type === 'object' && 'properties' in schema;
  const isOpen = isPart || 'additionalProperties' in schema;
  return (isObject || 'allOf' in schema) && !isOpen
    ? { ...schema, unevaluatedProperties: false }
    : schema;
}
