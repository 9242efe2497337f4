import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { facingOf, isBetter, rankLenses } from '../../dist/lens.js';

/** The labels in the order of their rank. Each camera is a label, or its facts. */
function ranked(...cameras) {
  return rankLenses(cameras.map((camera, id) => ({ id: String(id), ...(typeof camera === 'string' ? { label: camera } : camera) }))).map(({ label }) => label);
}

describe('lenses are ranked', () => {
  test('back, unknown, front, whatever the browser’s order is', () => {
    assert.deepEqual(ranked('Front Camera', 'USB Camera', 'Back Camera'), ['Back Camera', 'USB Camera', 'Front Camera']);
  });

  test('on Android: the main one first, by its number', () => {
    const labels = ['camera2 1, facing front', 'camera2 3, facing back', 'camera2 2, facing back', 'camera2 0, facing back'];
    assert.deepEqual(ranked(...labels), ['camera2 0, facing back', 'camera2 2, facing back', 'camera2 3, facing back', 'camera2 1, facing front']);
    assert.deepEqual(ranked('Camera 2, Facing back, Orientation 90', 'Camera 0, Facing back, Orientation 90')[0], 'Camera 0, Facing back, Orientation 90');
    assert.deepEqual(ranked('Facing back:2', 'Facing front:1', 'Facing back:0'), ['Facing back:0', 'Facing back:2', 'Facing front:1']);
  });

  test('on an iPhone in English: those that switch by themselves, then the plain one, never the ultra-wide', () => {
    const labels = ['Front Camera', 'Back Ultra Wide Camera', 'Back Telephoto Camera', 'Back Camera', 'Back Dual Wide Camera', 'Back Triple Camera'];
    assert.deepEqual(ranked(...labels), [
      'Back Dual Wide Camera', 'Back Triple Camera', 'Back Camera', 'Back Ultra Wide Camera', 'Back Telephoto Camera', 'Front Camera',
    ]);
  });

  test('on an iPhone in Indonesian', () => {
    const labels = ['Kamera Depan', 'Kamera Ultra Lebar Belakang', 'Kamera Telefoto Belakang', 'Kamera Belakang', 'Kamera Lebar Ganda Belakang'];
    assert.deepEqual(ranked(...labels), [
      'Kamera Lebar Ganda Belakang', 'Kamera Belakang', 'Kamera Ultra Lebar Belakang', 'Kamera Telefoto Belakang', 'Kamera Depan',
    ]);
  });

  for (const special of ['ultrawide', 'ultra wide', '0.5x', '0,5x', 'macro', 'depth', 'tele', 'LiDAR']) {
    test(`a plain lens before one that is ${special}`, () => {
      assert.deepEqual(ranked(`rear ${special} camera`, 'rear camera'), ['rear camera', `rear ${special} camera`]);
    });
  }

  test('one that focuses before one that is known not to; nothing is held against one that was never open', () => {
    const fixed = { label: 'back A', focusModes: ['manual'] };
    assert.deepEqual(ranked(fixed, { label: 'back B', focusModes: ['continuous'] }), ['back B', 'back A']);
    assert.deepEqual(ranked(fixed, 'back C'), ['back C', 'back A']);
    assert.equal(isBetter({ id: '1', label: 'back C' }, { id: '2', label: 'back B', focusModes: ['continuous'] }), false);
  });

  for (const last of ['OBS Virtual Camera', 'Snap Camera', 'Integrated IR Camera', 'Infrared back camera', 'Windows Hello']) {
    test(`${last} after every real one`, () => assert.deepEqual(ranked(last, 'Front Camera').at(-1), last));
  }

  test('equal ones in the browser’s order, and none of them is better', () => {
    assert.deepEqual(ranked('HD Webcam B', 'HD Webcam A'), ['HD Webcam B', 'HD Webcam A']);
    assert.equal(isBetter({ id: '1', label: 'HD Webcam A' }, { id: '2', label: 'HD Webcam B' }), false);
  });

  test('by capability before the label', () => {
    assert.equal(facingOf({ id: '1', label: 'Front Camera', facingModes: ['environment'] }), 'back');
    assert.equal(facingOf({ id: '1', label: 'Kamera', facingModes: ['user'] }), 'front');
    assert.deepEqual(['Selfie', 'FaceTime HD Camera', 'Kamera belakang', 'Logitech C920'].map((label) => facingOf({ id: '1', label })), ['front', 'front', 'back', 'unknown']);
  });
});
