// What a page costs: the tasks of its main thread, from Chromium's own trace.

/** In the page, before anything of it: tells when a text is first drawn, in milliseconds since the page was asked for. */
export function watchFor(text) {
  const holds = (root) =>
    [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && holds(shadowRoot)) ||
    [...root.querySelectorAll('[role=log] article')].some(({ textContent }) => textContent.includes(text));
  const look = () => {
    if (!holds(document)) return requestAnimationFrame(look);
    // The next frame begins when this one has been drawn.
    requestAnimationFrame(() => (globalThis.shownAt = performance.now()));
  };
  look();
}

/**
 * The longest task of the page's main thread while something runs, in milliseconds of processor time and of the clock. Processor time
 * counts, since a busy machine stretches the other.
 */
export async function longestTask(page, run) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  const traceConfig = {
    includedCategories: ['disabled-by-default-devtools.timeline', '__metadata'],
    excludedCategories: ['*'],
    recordMode: 'recordContinuously',
  };
  await session.send('Tracing.start', { traceConfig, transferMode: 'ReportEvents' });
  await run();
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return longestOf(events);
}

/** The processor time that the page's main thread takes while something runs, in seconds; without a trace, which costs some itself. */
export async function processorTime(page, run) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await busy();
  await run();
  const after = await busy();
  await session.detach();
  const since = (name) => after[name] - before[name];
  return {
    all: since('TaskDuration'),
    script: since('ScriptDuration'),
    layout: since('LayoutDuration') + since('RecalcStyleDuration'),
  };
}

function longestOf(events) {
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && main.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('the trace has no task of the page');
  const most = (of) => Math.max(...tasks.map(of)) / 1000;
  return { cpuMs: most(({ tdur = 0 }) => tdur), wallMs: most(({ dur = 0 }) => dur), tasks: tasks.length };
}
