// In: the name of a browser. Out: the browser, by the few calls of Playwright that the tests of every browser use:
// newPage, close; a page's goto, evaluate, close.
import { accessSync, constants } from 'node:fs';
import { FIREFOX, openFirefox } from './firefox.mjs';
import { MINI_BROWSER, openWebKit, WEBKIT_DRIVER, XVFB } from './webkit.mjs';

const BROWSERS = {
  firefox: { open: openFirefox, programs: [FIREFOX] },
  webkit: { open: openWebKit, programs: [WEBKIT_DRIVER, MINI_BROWSER, XVFB] },
};

/** The names, each with why its tests are not run here, or false. */
export const browsers = Object.entries(BROWSERS).map(([name, { programs }]) => {
  const missing = programs.find((program) => !runs(program));
  return { name, skip: missing !== undefined && `no ${missing} here` };
});

/** Starts a browser; `camera` says how its fake camera is given: `fake`, `denied`, or `none`. */
export function openBrowser(name, { camera = 'none' } = {}) {
  return BROWSERS[name].open(camera);
}

function runs(program) {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
