// In: a file that a person chose. Out: the pictures in it, the page's or the PDF's. What is no picture gives none.
// A PDF is read by a module of its own, which is loaded only then.

/** What one look takes (ikd-scan's `Frame`): the longest side, and the most pixels. */
const SIDE = 8192;
const PIXELS = 1 << 24;

/** The pictures of a file. The caller closes them. */
export async function picturesOf(file: Blob): Promise<readonly ImageBitmap[]> {
  if (await isPdf(file)) {
    const { picturesOfPdf } = await import('./pdf.js');
    return picturesOfPdf(new Uint8Array(await file.arrayBuffer()));
  }
  const picture = await createImageBitmap(file).then(fitting).catch(() => null);
  return picture === null ? [] : [picture];
}

/** The picture, or in its place a smaller one where it is larger than one look takes: the photo of a telephone, not a screenshot. */
async function fitting(picture: ImageBitmap): Promise<ImageBitmap> {
  const { width, height } = picture;
  const scale = Math.min(SIDE / Math.max(width, height), Math.sqrt(PIXELS / (width * height)));
  if (scale >= 1) return picture;
  const [resizeWidth, resizeHeight] = [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
  return createImageBitmap(picture, { resizeWidth, resizeHeight, resizeQuality: 'high' }).finally(() => picture.close());
}

/** By its first bytes: a file's name and type are whatever somebody called it. */
async function isPdf(file: Blob): Promise<boolean> {
  return (await file.slice(0, 1024).text()).includes('%PDF-');
}
