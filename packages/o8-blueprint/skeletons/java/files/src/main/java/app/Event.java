// o8:file consumes
package app;

import tools.jackson.databind.JsonNode;

/** An event as it came from the bus; {@code source} is the module and the name of it there. */
record Event(String id, String source, JsonNode content) {}
