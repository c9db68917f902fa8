// Small helpers over the DOM. Everything a person or a bot wrote reaches the page as a text node.

const SVG = 'http://www.w3.org/2000/svg';

function append(parent, child) {
  if (child === null || child === undefined || child === false || child === true) return;
  if (Array.isArray(child)) {
    for (const one of child) append(parent, one);
  } else {
    parent.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Creates an element. `props` may hold `class`, `dataset`, `vars` (custom properties, set through
 * the CSSOM so that a strict style policy accepts them), `on` (listeners), properties of the
 * element, and attributes.
 */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') node.className = Array.isArray(value) ? value.filter(Boolean).join(' ') : value;
    else if (name === 'dataset') Object.assign(node.dataset, value);
    else if (name === 'vars') for (const [key, v] of Object.entries(value)) node.style.setProperty(key, v);
    else if (name === 'on') for (const [type, fn] of Object.entries(value)) node.addEventListener(type, fn);
    else if (name in node && !name.startsWith('aria') && !READ_ONLY.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  append(node, children);
  return node;
}

// These exist as properties but are read-only or mean something else than the attribute.
const READ_ONLY = new Set(['list', 'form', 'role', 'popover', 'width', 'height', 'download', 'dir']);

/** An element of the SVG namespace. */
export function s(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) node.setAttribute(name, value);
  append(node, children);
  return node;
}

/** Brings the sprite into the page once, so that icons need no requests when they are drawn. */
export async function loadIcons(url) {
  const response = await fetch(url);
  const sprite = new DOMParser().parseFromString(await response.text(), 'image/svg+xml').documentElement;
  sprite.setAttribute('hidden', '');
  sprite.setAttribute('aria-hidden', 'true');
  document.body.prepend(document.importNode(sprite, true));
}

/** An icon of the sprite. Decorative: the control around it carries the name. */
export function icon(name, className = '') {
  return s(
    'svg',
    { class: `icon ${className}`.trim(), 'aria-hidden': 'true', focusable: 'false' },
    s('use', { href: `#icon-${name}` }),
  );
}

/** A round button with an icon only; `label` names it for everyone. */
export function iconButton(name, label, onClick, props = {}) {
  return h(
    'button',
    { type: 'button', 'aria-label': label, title: label, on: { click: onClick }, ...props, class: ['icon-button', props.class] },
    icon(name),
  );
}

/** Removes all children and appends the given ones. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

/** Runs `fn` once after the calls have paused for `wait` milliseconds. */
export function debounce(fn, wait) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => fn(...args), wait);
  };
}

/** A round avatar with initials or a picture. */
export function avatar({ name, color, url, size = '' }) {
  const letters = initials(name);
  const node = h('span', { class: ['avatar', size && `avatar-${size}`], 'aria-hidden': 'true', vars: { '--tint': color } }, letters);
  if (url) {
    const picture = h('img', { src: url, alt: '', loading: 'lazy', on: { error: () => picture.remove() } });
    node.append(picture);
  }
  return node;
}

/** One or two letters that stand for a name. */
export function initials(name) {
  const words = String(name ?? '').trim().split(/\s+/u).filter(Boolean);
  const first = (word) => Array.from(word ?? '')[0] ?? '';
  if (words.length === 0) return '·';
  const letters = words.length === 1 ? first(words[0]) : first(words[0]) + first(words[words.length - 1]);
  return letters.toLocaleUpperCase();
}
