// Tag, attributes and children → an element. Text is always a text node, so nothing that came from outside becomes markup.
// An attribute whose value is a function is an event listener; false and undefined leave an attribute out.

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'circle', 'path']);

export function element(tag, attributes = {}, ...children) {
  const node = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== false));
  return node;
}

/** Text that somebody else wrote (a name, a purpose): set apart, so that right-to-left marks cannot reorder the page. */
export function foreign(text) {
  return element('bdi', {}, String(text));
}
