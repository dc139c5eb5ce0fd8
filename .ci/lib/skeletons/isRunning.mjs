/** Whether a program that was started, if it was, has not ended. */
export function isRunning(child) {
  return (
    child?.pid !== undefined &&
    child.exitCode === null &&
    child.signalCode === null
  );
}
