// In: a file that a person chose. Out: the pictures in it, the page's or the PDF's. What is no picture gives none.
// A PDF is read by a module of its own, which is loaded only then.

/** The pictures of a file. The caller closes them. */
export async function picturesOf(file: Blob): Promise<readonly ImageBitmap[]> {
  if (await isPdf(file)) {
    const { picturesOfPdf } = await import('./pdf.js');
    return picturesOfPdf(new Uint8Array(await file.arrayBuffer()));
  }
  const picture = await createImageBitmap(file).catch(() => null);
  return picture === null ? [] : [picture];
}

/** By its first bytes: a file's name and type are whatever somebody called it. */
async function isPdf(file: Blob): Promise<boolean> {
  return (await file.slice(0, 1024).text()).includes('%PDF-');
}
