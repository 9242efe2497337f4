// In: tag, attributes, children. Out: an element. Text is always a text node, so nothing that came from outside becomes markup.

/** What can stand in an element. `false`, `null` and `undefined` are left out. */
export type Child = Node | string | false | null | undefined | readonly Child[];

type Attribute = string | number | boolean | undefined | ((event: Event) => void);

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS: ReadonlySet<string> = new Set(['svg', 'path', 'circle']);

/** Makes an element. An attribute that is a function listens to the event of its name; `part` names it for the host's own styles. */
export function node(tag: string, attributes: Readonly<Record<string, Attribute>> = {}, ...children: readonly Child[]): HTMLElement {
  const made = (SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag)) as HTMLElement;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  append(made, children);
  return made;
}

function append(parent: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child as readonly Child[]);
    else if (child) parent.append(child as Node | string);
  }
}

/** Text that somebody else wrote (a name, a purpose): set apart, so that right-to-left marks cannot reorder the screen. */
export function foreign(text: string): HTMLElement {
  return node('bdi', { dir: 'auto' }, text);
}

/** A button. */
export function button(action: string, label: Child, press: () => void, more: Readonly<Record<string, Attribute>> = {}): HTMLElement {
  return node('button', { type: 'button', part: `button ${action}`, 'data-action': action, click: press, ...more }, label);
}
