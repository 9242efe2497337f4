// In: the modules of a QR. Out: a canvas that shows it, and a stream that films the canvas. Runs in a page.

/** Draws codes beside each other, each on white with its quiet zone, as a phone's screen shows them. */
export function draw(codes, canvas = document.createElement('canvas'), scale = 5) {
  const sides = codes.map(({ size }) => (size + 8) * scale);
  canvas.width = Math.max(640, sides.reduce((sum, side) => sum + side, 0));
  canvas.height = Math.max(480, ...sides);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  let left = 0;
  codes.forEach(({ size, modules }, index) => {
    for (let at = 0; at < size * size; at += 1) {
      if (modules[at] === 1) context.fillRect(left + (4 + (at % size)) * scale, (4 + Math.floor(at / size)) * scale, scale, scale);
    }
    left += sides[index];
  });
  return canvas;
}

/** A stream of the canvas that gives a frame every 40 ms, though the canvas stands still. */
export function film(canvas) {
  const stream = canvas.captureStream();
  const context = canvas.getContext('2d');
  const timer = setInterval(() => context.fillRect(0, 0, 1, 1), 40);
  stream.getVideoTracks()[0].addEventListener('ended', () => clearInterval(timer));
  return stream;
}
