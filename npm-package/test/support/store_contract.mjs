// In: a way to open a store, two processes' worth. Out: the tests of what every store promises.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

const LIFE = 60_000;
/** Long enough for a busy machine to do something with what lives so long. */
const SOON = 500;
const HOSTILE = [
  "'; DROP TABLE ikd_store; --",
  '$1 $2 %s %d \\0 \\x00',
  '"]]) redis.call("FLUSHALL") --',
  'a\r\nSET b c\r\n',
  '{slot}:x{other}',
  '__proto__',
  'ค่า 🪪 e\u0301',
  ' ',
  'x'.repeat(4_000).replace(/x/g, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))),
];

let names = 0;
/** A key that nothing has used. */
export const freshKey = (kind = 'n') => `ikd:0123456789abcdef:${kind}:${process.pid}-${(names += 1)}`;

/** The promises of a store. `open` resolves to two stores of the same memory, and to what closes them. */
export function describeStore(name, open) {
  describe(name, () => {
    let one;
    let other;
    let close;
    before(async () => ({ one, other = one, close = () => undefined } = await open()));
    after(() => close());

    test('adds once', async () => {
      const key = freshKey();
      assert.equal(await one.get(key), null);
      assert.equal(await one.add(key, 'open 1', LIFE), true);
      assert.equal(await other.add(key, 'open 2', LIFE), false);
      assert.equal(await other.get(key), 'open 1');
    });

    test('puts whatever stands there', async () => {
      const key = freshKey('s');
      await one.put(key, 'first', LIFE);
      await other.put(key, 'second', LIFE);
      assert.equal(await one.get(key), 'second');
      assert.equal(await one.add(key, 'third', LIFE), false);
    });

    test('exchanges only what stands there', async () => {
      const key = freshKey();
      assert.equal(await one.exchange(key, 'taken', LIFE), null);
      assert.equal(await one.get(key), null);
      await one.add(key, 'open', LIFE);
      assert.equal(await other.exchange(key, 'taken', LIFE), 'open');
      assert.equal(await one.exchange(key, 'taken again', LIFE), 'taken');
    });

    test('gives what was open to one of 200', async () => {
      const key = freshKey();
      await one.add(key, 'open', LIFE);
      const stood = await Promise.all(Array.from({ length: 200 }, (_, at) => (at % 2 ? one : other).exchange(key, `taken ${at}`, LIFE)));
      assert.equal(stood.filter((value) => value === 'open').length, 1);
      assert.ok(stood.every((value) => value === 'open' || value.startsWith('taken ')));
      assert.equal(new Set(stood).size, 200, 'each saw what the one before it wrote');
    });

    test('keeps what was added by one of 200', async () => {
      const key = freshKey('v');
      const added = await Promise.all(Array.from({ length: 200 }, (_, at) => (at % 2 ? one : other).add(key, String(at), LIFE)));
      assert.equal(added.filter(Boolean).length, 1);
      assert.equal(await one.get(key), String(added.indexOf(true)));
    });

    test('forgets what has expired, and what was exchanged lives anew', async () => {
      const [added, put, exchanged] = [freshKey(), freshKey(), freshKey()];
      await Promise.all([one.add(added, 'a', SOON), one.put(put, 'p', SOON), one.add(exchanged, 'e', SOON)]);
      assert.equal(await one.exchange(exchanged, 'longer', LIFE), 'e');
      await wait(SOON + 50);
      assert.deepEqual([await other.get(added), await other.get(put), await other.get(exchanged)], [null, null, 'longer']);
      assert.equal(await other.exchange(added, 'taken', LIFE), null);
      const again = await Promise.all(Array.from({ length: 20 }, () => one.add(added, 'again', LIFE)));
      assert.equal(again.filter(Boolean).length, 1);
    });

    test('takes any key and value for what it is', async () => {
      for (const text of HOSTILE) {
        const key = freshKey(text.slice(0, 200));
        assert.equal(await one.add(key, text, LIFE), true);
        assert.equal(await one.exchange(key, `${text}!`, LIFE), text);
        assert.equal(await other.get(key), `${text}!`);
        await one.put(key, '', LIFE);
        assert.equal(await other.exchange(key, text, LIFE), '', 'an empty value is a value');
      }
    });

    test('has an age and no complaint', async () => {
      const key = freshKey();
      const age = await one.age(key);
      assert.ok(age >= 0);
      await wait(30);
      assert.ok((await one.age(key)) >= age);
      assert.deepEqual(await one.check(), []);
    });
  });
}
