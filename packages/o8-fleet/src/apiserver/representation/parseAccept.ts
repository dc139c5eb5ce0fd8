/** One entry of an `Accept` header. */
export interface MediaType {
  type: string;
  parameters: Record<string, string>;
}

/** Reads an `Accept` header in its order; without one, everything is accepted. */
export function parseAccept(accept: string | undefined): MediaType[] {
  return (accept?.trim() || '*/*').split(',').map(entry => {
    const [type, ...parameters] = entry.split(';').map(part => part.trim());
    return {
      type: type.toLowerCase(),
      parameters: Object.fromEntries(
        parameters.map(parameter => {
          const [key, value = ''] = parameter.split('=');
          return [key, value];
        }),
      ),
    };
  });
}
