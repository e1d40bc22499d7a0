/** Asks until the answer is truthy, and returns it; fails with the last error and `what`, or what that says by then, after `timeoutMs`. */
export async function until(what, ask, timeoutMs = 30_000) {
  const end = Date.now() + timeoutMs;
  let reason;
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      reason = undefined;
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`waited ${timeoutMs} ms for ${typeof what === 'function' ? what() : what}`, { cause: reason });
}
