// Everybody in the sandbox: a list beside the columns, a strip of faces at phone width.

import { avatar, fill, h, icon, iconButton } from '../dom.js';
import { fullName, shortDate, tint } from '../format.js';
import { t } from '../i18n.js';
import * as layout from '../layout.js';
import * as store from '../store.js';
import { summary } from './media.js';
import { openMenu } from './menu.js';
import { serviceText } from './service.js';

/** Creates the list. `hub` gives `select(key)`, `toggle(key)`, `addPerson()` and `addGroup()`. */
export function createPeople(hub) {
  const list = h('ul', { class: 'people-list' });
  const fold = iconButton('sidebar', t('fold_list'), () => {
    const open = element.closest('.shell')?.dataset.sidebar === 'open';
    layout.setSidebar(open ? 'rail' : 'open');
    store.emit('layout');
  });
  const add = iconButton('plus', t('add'), (event) => openMenu(event.currentTarget, [
    { label: t('add_person'), icon: 'person-add', run: hub.addPerson },
    { label: t('new_group'), icon: 'group', run: hub.addGroup, disabled: store.state.people.size === 0 },
  ], t('add')), { class: 'people-add', 'aria-haspopup': 'menu', 'aria-expanded': 'false' });
  const element = h('nav', { class: 'people', 'aria-label': t('people') }, h('div', { class: 'people-head' }, h('h2', null, t('people')), fold), list, h('div', { class: 'people-foot' }, add));
  let dragged = null;
  const rows = new Map();

  function preview(one) {
    const data = store.transcript(one.key);
    if (data.typing) return { text: t('typing_short'), typing: true };
    const last = data.messages[data.messages.length - 1];
    if (!last) return { text: data.loaded ? t('no_messages') : '' };
    const text = serviceText(last) ?? summary(last);
    return { text: last.out ? `${t('you')}: ${text}` : text, date: last.date };
  }

  function createRow(key) {
    const select = h('button', { type: 'button', class: 'person-select', on: { click: () => hub.select(key) } });
    const toggle = iconButton('eye', '', () => hub.toggle(key), { class: 'person-toggle' });
    const row = h('li', { class: 'person', draggable: true, dataset: { key } }, select, toggle);
    row.addEventListener('dragstart', (event) => {
      dragged = key;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', key);
      row.classList.add('is-dragged');
    });
    row.addEventListener('dragend', () => {
      dragged = null;
      row.classList.remove('is-dragged');
      for (const one of rows.values()) one.row.classList.remove('is-over');
    });
    row.addEventListener('dragover', (event) => {
      if (!dragged || dragged === key) return;
      event.preventDefault();
      row.classList.add('is-over');
    });
    row.addEventListener('dragleave', () => row.classList.remove('is-over'));
    row.addEventListener('drop', (event) => {
      if (!dragged || dragged === key) return;
      event.preventDefault();
      const keys = store.keys();
      const after = keys.indexOf(dragged) < keys.indexOf(key);
      const before = after ? (keys[keys.indexOf(key) + 1] ?? null) : key;
      layout.moveBefore(keys, dragged, before);
      store.emit('layout');
    });
    // The order can be changed without a mouse too.
    select.addEventListener('keydown', (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || !event.altKey) return;
      event.preventDefault();
      layout.nudge(store.keys(), key, step);
      store.emit('layout');
      select.focus();
    });
    return { row, select, toggle, sign: '' };
  }

  function update() {
    const columns = store.columns();
    const keys = columns.map((one) => one.key);
    const visible = new Set(layout.isPhone() ? [layout.active(keys)] : layout.shown(keys));
    const active = layout.active(keys);
    for (const [key, entry] of rows) {
      if (keys.includes(key)) continue;
      entry.row.remove();
      rows.delete(key);
    }
    let place = list.firstChild;
    for (const one of columns) {
      if (!rows.has(one.key)) rows.set(one.key, createRow(one.key));
      const entry = rows.get(one.key);
      const name = one.group ? (one.chat.title ?? t('group')) : fullName(one.person);
      const look = one.group ? one.chat : one.person;
      const { text, date, typing } = preview(one);
      const count = store.unread(one.key);
      const sign = JSON.stringify([name, look, text, date, count, typing]);
      if (entry.sign !== sign) {
        entry.sign = sign;
        entry.select.title = name;
        fill(
          entry.select,
          h('span', { class: 'person-face' }, avatar({ name, color: tint(look), url: one.group ? undefined : look?.avatar, size: 'list' }), one.group ? h('span', { class: 'person-mark' }, icon('group')) : null, look?.blocked ? h('span', { class: 'person-mark is-blocked' }, icon('block')) : null),
          h('span', { class: 'person-text' }, h('span', { class: 'person-top' }, h('b', { dir: 'auto' }, name), date ? h('time', null, shortDate(date, store.now())) : null), h('span', { class: ['person-last', typing && 'is-typing'], dir: 'auto' }, text)),
          h('span', { class: 'person-short', 'aria-hidden': 'true', dir: 'auto' }, name.split(/\s/u)[0]),
          count > 0 ? h('span', { class: 'unread' }, h('span', { 'aria-hidden': 'true' }, count > 99 ? '99+' : String(count)), h('span', { class: 'sr-only' }, t('new_messages', { count }))) : null,
        );
      }
      const isShown = visible.has(one.key);
      entry.row.classList.toggle('is-shown', isShown);
      entry.row.classList.toggle('is-active', one.key === active);
      entry.select.setAttribute('aria-current', String(one.key === active));
      const label = t(isShown ? 'hide_named' : 'show_named', { name });
      if (entry.toggle.title !== label) {
        entry.toggle.title = label;
        entry.toggle.setAttribute('aria-label', label);
        entry.toggle.setAttribute('aria-pressed', String(isShown));
        fill(entry.toggle, icon(isShown ? 'eye' : 'eye-off'));
      }
      if (entry.row === place) place = place.nextSibling;
      else list.insertBefore(entry.row, place);
    }
    const total = keys.reduce((sum, key) => sum + store.unread(key), 0);
    document.title = `${total > 0 ? `(${total}) ` : ''}${store.bot().first_name} · ${t('sandbox')}`;
  }

  return { element, update };
}
