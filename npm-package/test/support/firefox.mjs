// In: how the camera is given. Out: Debian's Firefox ESR (or $FIREFOX) over WebDriver BiDi, headless, with a profile of its own.
import puppeteer from 'puppeteer-core';

export const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const CAMERAS = {
  fake: { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true },
  denied: { 'media.navigator.streams.fake': true, 'permissions.default.camera': 2 },
  none: {},
};

/** Starts the browser. */
export function openFirefox(camera) {
  return puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true, extraPrefsFirefox: CAMERAS[camera] });
}
