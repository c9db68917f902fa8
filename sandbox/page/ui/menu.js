// A popup menu at a button or at the pointer. One is open at a time.

import { h, icon } from '../dom.js';

let close = null;

/** Closes the open menu, if any. */
export function closeMenu() {
  close?.();
}

/**
 * Opens a menu. `items` are `{ label, icon?, run, danger?, checked?, disabled? }` or `null` for a line.
 * `at` is the button it belongs to, or `{ x, y }`.
 */
export function openMenu(at, items, label) {
  closeMenu();
  const anchor = at instanceof Element ? at : null;
  const back = document.activeElement;
  const buttons = [];
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': label });
  for (const item of items.filter((one) => one !== undefined && one !== false)) {
    if (item === null) {
      menu.append(h('div', { class: 'menu-line', role: 'separator' }));
      continue;
    }
    const checkable = item.checked !== undefined;
    const button = h(
      'button',
      {
        type: 'button',
        class: ['menu-item', item.danger && 'is-danger'],
        role: checkable ? 'menuitemradio' : 'menuitem',
        'aria-checked': checkable ? String(item.checked) : null,
        disabled: item.disabled,
        tabIndex: -1,
        on: {
          click: () => {
            finish(true);
            item.run();
          },
        },
      },
      icon(item.icon ?? (item.checked ? 'check' : 'none')),
      h('span', { dir: 'auto' }, item.label),
    );
    buttons.push(button);
    menu.append(button);
  }
  // Above an open dialog the menu must be inside it, or the dialog would make it inert.
  (anchor?.closest('dialog') ?? document.body).append(menu);
  place(menu, anchor, at);

  const outside = (event) => {
    if (!menu.contains(event.target) && !anchor?.contains(event.target)) finish(false);
  };
  const leave = () => finish(false);
  function finish(refocus) {
    if (close !== finishQuietly) return;
    close = null;
    menu.remove();
    anchor?.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    window.removeEventListener('resize', leave);
    if (refocus && back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
  }
  const finishQuietly = () => finish(false);
  close = finishQuietly;

  menu.addEventListener('keydown', (event) => {
    const enabled = buttons.filter((one) => !one.disabled);
    const index = enabled.indexOf(document.activeElement);
    const go = (to) => enabled[(to + enabled.length) % enabled.length]?.focus();
    if (event.key === 'ArrowDown') go(index + 1);
    else if (event.key === 'ArrowUp') go(index - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key === 'Escape' || event.key === 'Tab') finish(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', outside, true);
  window.addEventListener('resize', leave);
  anchor?.setAttribute('aria-expanded', 'true');
  buttons.find((one) => !one.disabled)?.focus({ preventScroll: true });
}

function place(menu, anchor, at) {
  const gap = 6;
  const box = menu.getBoundingClientRect();
  const from = anchor?.getBoundingClientRect() ?? { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const toLeft = from.left + box.width > window.innerWidth - gap;
  const up = from.bottom + gap + box.height > window.innerHeight - gap && from.top > box.height;
  const left = toLeft ? from.right - box.width : from.left;
  const top = up ? from.top - box.height - gap : from.bottom + gap;
  menu.style.left = `${Math.max(gap, Math.min(left, window.innerWidth - box.width - gap))}px`;
  menu.style.top = `${Math.max(gap, Math.min(top, window.innerHeight - box.height - gap))}px`;
}
