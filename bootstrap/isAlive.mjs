/** Whether a process exists; a negative id means any process of that group. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to somebody else.
    return error.code === 'EPERM';
  }
}
