// Runs in a page before its own scripts: a person who agrees at once, and a stopwatch. `camera`: 'opens' it at once, or 'waits' for opens().
// Self-contained: it is sent to the page as a text.

export function watch({ camera }) {
  const blocked = [];
  new PerformanceObserver((list) => blocked.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  let [first, end] = [() => {}, () => {}];
  globalThis.looked = new Promise((resolve) => (first = resolve));
  const ended = new Promise((resolve) => (end = resolve));
  let session;
  globalThis.opens = async () => {
    const start = performance.now();
    blocked.length = 0;
    session.scan();
    const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 60_000, 'none'))]);
    return { milliseconds: performance.now() - start, code, blocked: [...blocked] };
  };
  document.addEventListener('ikd-state', ({ target, detail }) => {
    session = target.running;
    if (detail.name === 'asking') session.agree();
    if (detail.name === 'challenge' && camera === 'opens') session.scan();
    if (detail.name === 'priming') session.allow();
    if (detail.name === 'searching' || detail.name === 'hint' || detail.name === 'consent') first(performance.now());
    if (detail.name === 'consent') end(null);
    if (detail.name === 'failed') end(detail.rejection.code);
    if (detail.name === 'paused') end(detail.reason.code ?? 'hidden');
  });
}
