import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeSession } from 'ikd-verify/testing';
import { STATES, TRANSITIONS } from '../../dist/session_state.js';
import { inState, WAYS } from '../support/states.mjs';

test('every state can be left, and none leads to a state that is not there', () => {
  for (const [name, next] of Object.entries(TRANSITIONS)) {
    assert.ok(next.length > 0, name);
    for (const other of next) assert.ok(STATES.includes(other), `${name} → ${other}`);
  }
});

test('every state is reached from the first', () => {
  const reached = new Set(['idle']);
  for (const name of reached) for (const next of TRANSITIONS[name]) reached.add(next);
  assert.deepEqual([...reached].sort(), [...STATES].sort());
});

test('stop leads to idle from every state but idle', () => {
  for (const name of STATES) assert.equal(TRANSITIONS[name].includes('idle'), name !== 'idle', name);
});

for (const way of Object.keys(WAYS)) {
  test(`a fake session: ${way}; stopped, it settles once`, async () => {
    const session = inState(fakeSession, way);
    assert.equal(session.state.name, way.split(' ')[0]);
    const ended = ['done', 'failed'].includes(session.state.name);
    const result = ended ? null : session.start();
    session.stop();
    session.stop();
    assert.equal(session.state.name, 'idle');
    if (result) assert.deepEqual(await result, { outcome: 'stopped' });
  });
}

test('a fake session gives the result that a host tests with', async () => {
  const session = fakeSession({ data: { customer: 7 } });
  const result = session.start();
  session.choose(['pekerjaan']);
  session.agree();
  session.scan();
  session.allow();
  session.reads();
  session.share(['nik', 'nama']);
  const { outcome, source, shared, data } = await result;
  assert.deepEqual({ outcome, source, shared, data }, { outcome: 'verified', source: 'ikd', shared: ['nik', 'nama'], data: { customer: 7 } });
  assert.deepEqual(session.calls, ['start', 'choose pekerjaan', 'agree', 'scan', 'allow', 'share nik,nama']);
});
