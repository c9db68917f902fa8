// Short notices, in one column or over the whole page.

import { h } from '../dom.js';

/** Shows a notice inside `host` for a few seconds; longer texts stay longer. */
export function toast(host, text, { kind = 'plain' } = {}) {
  let area = host.querySelector(':scope > .toasts');
  if (!area) {
    area = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    host.append(area);
  }
  while (area.children.length > 2) area.firstElementChild.remove();
  const node = h('div', { class: ['toast', `toast-${kind}`], dir: 'auto' }, text);
  area.append(node);
  const close = () => {
    node.classList.add('is-leaving');
    setTimeout(() => node.remove(), 200);
  };
  node.addEventListener('click', close);
  setTimeout(close, Math.min(9000, 2800 + text.length * 45));
}
