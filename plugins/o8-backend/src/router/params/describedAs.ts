type JsonSchema = Record<string, unknown>;

/**
 * Says in the OpenAPI description what a parameter takes, in place of what its schema
 * says of itself: that knows texts only, and not what becomes of them.
 */
export function describedAs(described: JsonSchema) {
  return ({ jsonSchema }: { jsonSchema: object }): void => {
    const { description } = jsonSchema as { description?: string };
    for (const key of Object.keys(jsonSchema)) {
      delete (jsonSchema as JsonSchema)[key];
    }
    Object.assign(jsonSchema, { description, ...described });
  };
}
