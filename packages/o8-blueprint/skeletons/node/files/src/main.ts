// o8:if job
import { runJob } from "./job.ts";
// o8:end
import { log } from "./log.ts";
// o8:if !job
import { serve } from "./serve.ts";
// o8:end
// o8:if !job|database|nats|kafka
import { readSettings } from "./settings.ts";
// o8:end

try {
  // o8:if job
  // o8:if database|nats|kafka
  await runJob(readSettings(process.env));
  // o8:else
  await runJob();
  // o8:end
  process.exit(0);
  // o8:else
  await serve(readSettings(process.env));
  // o8:end
} catch (error) {
  // o8:if job
  log.error({ error }, "The job failed");
  // o8:else
  log.error({ error }, "The process cannot start");
  // o8:end
  process.exit(1);
}
