/** The JSON of an answer of undici, undefined if it has none; fails unless it is 2xx. */
export async function readJson(url, { statusCode, body }) {
  const text = await body.text();
  if (statusCode < 200 || statusCode > 299) {
    throw new Error(`${url} answered ${statusCode}: ${text.slice(0, 500)}`);
  }
  return text ? JSON.parse(text) : undefined;
}
