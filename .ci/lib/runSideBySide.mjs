/**
 * Runs tasks in their order, so many at a time; answers their results in that order. A
 * failure waits for what runs already, starts nothing more, and is thrown.
 */
export async function runSideBySide(tasks, limit) {
  const results = [];
  let next = 0;
  const lane = async () => {
    while (next < tasks.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await tasks[index]();
      } catch (error) {
        next = tasks.length;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: limit }, lane));
  const failed = lanes.find(({ status }) => status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
  return results;
}
