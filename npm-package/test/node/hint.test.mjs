import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HintVote, HINTS, hintOf } from '../../dist/hint.js';

const SIGHT = { corners: [], modules: 57, module: 4, sharpness: 0.8, contrast: 150, glare: 0, cutOff: false, inverted: false, mirrored: false, width: 1280, height: 720 };
const report = (more = {}) => ({ rejection: null, sight: null, light: 120, milliseconds: 8, ...more });
const seen = (more) => report({ sight: { ...SIGHT, ...more } });
const rejected = (code, category) => report({ rejection: { outcome: 'rejected', code, category }, sight: SIGHT });

/** By hint: a frame that calls for it. */
const CASES = {
  too_far: seen({ module: 1.3 }),
  too_close: seen({ module: 12.4 }),
  too_dense: seen({ module: 1.5, modules: 177, height: 400 }),
  too_dark: report({ light: 12 }),
  faint: seen({ contrast: 25 }),
  glare: seen({ glare: 0.3 }),
  blurred: seen({ sharpness: 0.1 }),
  cut_off: seen({ cutOff: true }),
  several: rejected('several_codes', 'unreadable'),
  part: rejected('structured_append', 'unreadable'),
  foreign: rejected('not_an_ikd_qr', 'unsupported'),
  expired: rejected('expired', 'not_current'),
  unreadable: rejected('base45_malformed', 'unreadable'),
};

test('each hint has a frame that calls for it', () => {
  assert.deepEqual(Object.keys(CASES), [...HINTS]);
});

for (const [name, frame] of Object.entries(CASES)) {
  test(`${name} is told`, () => assert.equal(hintOf(frame)?.name, name));
}

test('a good sight and an empty frame call for none', () => {
  assert.equal(hintOf(seen({})), null);
  assert.equal(hintOf(report()), null);
  assert.equal(hintOf(rejected('frame_over_budget', 'unreadable')), null);
});

test('one bad frame among good ones says nothing', () => {
  const vote = new HintVote();
  for (let at = 0; at < 2000; at += 50) assert.equal(vote.add(at === 1000 ? CASES.blurred : seen({}), at), null);
});

test('two that alternate do not flicker: each change is at least a second after the one before', () => {
  const vote = new HintVote();
  let [last, since] = [null, -Infinity];
  for (let at = 0; at < 20_000; at += 40) {
    const name = vote.add(at % 80 === 0 ? CASES.blurred : CASES.glare, at)?.name ?? null;
    if (name === last) continue;
    assert.ok(at - since >= 1000, `${last} → ${name} after ${at - since} ms`);
    [last, since] = [name, at];
  }
  assert.ok(since > -Infinity);
});

test('it goes when nothing confirms it any more', () => {
  const vote = new HintVote();
  for (let at = 0; at < 500; at += 50) vote.add(CASES.too_far, at);
  assert.equal(vote.add(seen({}), 600)?.name, 'too_far');
  for (let at = 650; at < 3000; at += 50) vote.add(seen({}), at);
  assert.equal(vote.add(seen({}), 3000), null);
});

test('a code that was read is told at once', () => {
  const vote = new HintVote();
  for (let at = 0; at < 500; at += 50) vote.add(seen({}), at);
  assert.equal(vote.add(CASES.expired, 520)?.name, 'expired');
});
