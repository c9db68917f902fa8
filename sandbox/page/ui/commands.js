// The list of the bot's commands over the composer.

import { fill, h } from '../dom.js';
import { t } from '../i18n.js';

let serial = 0;

/** Creates the list. It opens by itself when the text begins with a slash. */
export function createCommandList(input, choose) {
  serial += 1;
  const id = `commands-${serial}`;
  const element = h('ul', { class: 'commands', id, role: 'listbox', 'aria-label': t('commands'), hidden: true });
  let all = [];
  let visible = [];
  let at = -1;
  input.setAttribute('aria-controls', id);
  input.setAttribute('aria-autocomplete', 'list');

  function draw(list) {
    visible = list;
    at = -1;
    element.hidden = list.length === 0;
    input.removeAttribute('aria-activedescendant');
    fill(element, list.map((one, index) => h(
      'li',
      {
        id: `${id}-${index}`,
        class: 'command',
        role: 'option',
        'aria-selected': 'false',
        on: {
          // Before the focus leaves the text.
          pointerdown: (event) => event.preventDefault(),
          click: () => pick(index),
        },
      },
      h('b', null, `/${one.command}`),
      h('span', { dir: 'auto' }, one.description),
    )));
  }

  function pick(index) {
    const one = visible[index];
    close();
    if (one) choose(one.command);
  }

  function mark(index) {
    at = (index + visible.length) % visible.length;
    [...element.children].forEach((item, place) => item.setAttribute('aria-selected', String(place === at)));
    element.children[at]?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', `${id}-${at}`);
  }

  function close() {
    if (!element.hidden) draw([]);
  }

  return {
    element,
    close,
    set(commands) {
      all = commands;
    },
    /** Follows the text: `/st` leaves the commands that begin so. */
    update() {
      const typed = /^\/(\w*)$/u.exec(input.value);
      draw(typed ? all.filter((one) => one.command.startsWith(typed[1].toLowerCase())) : []);
    },
    toggle() {
      if (element.hidden) {
        draw(all);
        input.focus({ preventScroll: true });
      } else {
        close();
      }
    },
    /** Handles a key of the composer. True when it was meant for the list. */
    key(event) {
      if (element.hidden) return false;
      if (event.key === 'ArrowDown') mark(at + 1);
      else if (event.key === 'ArrowUp') mark(at < 0 ? visible.length - 1 : at - 1);
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && at >= 0 && !event.shiftKey) pick(at);
      else if (event.key === 'Tab' && at >= 0) {
        input.value = `/${visible[at].command} `;
        close();
      } else return false;
      event.preventDefault();
      return true;
    },
  };
}
