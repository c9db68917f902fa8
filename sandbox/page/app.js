// The page: a bar, the people, a column for each shown one, and the drawer of tools.

import { fill, h, loadIcons } from './dom.js';
import { connect } from './events.js';
import { language, t } from './i18n.js';
import * as layout from './layout.js';
import * as store from './store.js';
import { createColumn } from './ui/column.js';
import { addGroupDialog, addPersonDialog } from './ui/dialogs.js';
import { closeMenu } from './ui/menu.js';
import { createPeople } from './ui/people.js';
import { createTools } from './ui/tools.js';
import { createTopbar } from './ui/topbar.js';

const COLUMN_WIDTH = 336;
const LIST_WIDTH = 288;
const PARALLEL_LOADS = 4;

function mount(root) {
  document.documentElement.lang = language();
  const stage = h('main', { class: 'stage', 'aria-label': t('conversations') });
  const columns = new Map();
  const notice = h('div', { class: 'stage-notice', hidden: true });

  const hub = {
    select(key) {
      layout.setActive(key);
      if (!layout.isPhone() && !layout.shown(store.keys()).includes(key)) layout.setShown(store.keys(), key, true);
      update();
      reveal(key);
    },
    toggle(key) {
      const all = store.keys();
      layout.setShown(all, key, !layout.shown(all).includes(key));
      update();
    },
    addPerson: () => addPersonDialog((person) => void added(String(person?.id ?? ''))),
    addGroup: () => addGroupDialog((chat) => void added(String(chat?.id ?? ''))),
    toggleTools: (tab) => tools.toggle(tab),
    remount: () => {
      destroy();
      mount(root);
    },
  };

  const topbar = createTopbar(hub);
  const people = createPeople(hub);
  const tools = createTools((open) => {
    topbar.toolsChanged(open);
    shell.classList.toggle('has-tools', open);
    update();
  });
  const shell = h('div', { class: 'shell' }, topbar.element, people.element, stage, tools.element);
  stage.append(notice);
  fill(root, shell);

  async function added(id) {
    await store.refresh().catch(() => undefined);
    const key = store.columns().find((one) => one.key === id || String(one.person?.id) === id)?.key ?? id;
    if (store.column(key)) hub.select(key);
  }

  function reveal(key) {
    const column = columns.get(key);
    if (!column) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    column.element.scrollIntoView({ inline: 'nearest', block: 'nearest', behavior: calm ? 'instant' : 'smooth' });
    if (!layout.isPhone()) column.focus();
    column.seen();
  }

  function drawNotice(count) {
    const { ready, error } = store.state;
    notice.hidden = count > 0;
    if (count > 0) return;
    const nobody = ready && store.state.people.size === 0;
    fill(
      notice,
      h('p', { dir: 'auto' }, !ready ? (error || t('connecting')) : t(nobody ? 'nobody_yet' : 'all_hidden')),
      nobody ? h('button', { type: 'button', class: 'button button-primary', on: { click: hub.addPerson } }, t('add_person')) : null,
    );
  }

  function update() {
    const all = store.keys();
    const active = layout.active(all);
    const visible = layout.isPhone() ? all.filter((key) => key === active) : layout.shown(all);
    for (const [key, column] of columns) {
      if (visible.includes(key)) continue;
      column.destroy();
      columns.delete(key);
    }
    let place = stage.firstChild;
    for (const key of visible) {
      if (!columns.has(key)) columns.set(key, createColumn(key));
      const column = columns.get(key);
      if (column.element === place) place = place.nextSibling;
      else column.keepScroll(() => stage.insertBefore(column.element, place));
      column.update();
    }
    const room = window.innerWidth - LIST_WIDTH - (tools.isOpen() ? 380 : 0);
    const mode = layout.sidebar();
    shell.dataset.sidebar = mode === 'auto' ? (room / Math.max(1, visible.length) >= COLUMN_WIDTH ? 'open' : 'rail') : mode;
    stage.dataset.count = String(Math.min(4, visible.length));
    drawNotice(visible.length);
    people.update();
  }

  const onResize = () => update();
  // A hidden tab reads nothing; what came meanwhile is read when it is seen again.
  const onVisible = () => {
    if (!document.hidden) for (const column of columns.values()) column.seen();
  };
  window.addEventListener('resize', onResize);
  document.addEventListener('visibilitychange', onVisible);
  const stop = [
    store.on('state', update),
    store.on('layout', update),
    store.on('unread', people.update),
    store.on('reveal', hub.select),
  ];

  function destroy() {
    closeMenu();
    for (const one of stop) one();
    for (const column of columns.values()) column.destroy();
    topbar.destroy();
    tools.destroy();
    window.removeEventListener('resize', onResize);
    document.removeEventListener('visibilitychange', onVisible);
  }

  update();
}

/** Reads every conversation, a few at a time, so that the list has its last lines. */
async function loadAll() {
  const queue = store.keys();
  const worker = async () => {
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      if (!store.transcript(key).loaded) await store.load(key);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_LOADS }, worker));
}

async function begin() {
  for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
    try {
      await store.refresh();
      return;
    } catch {
      // The server may still be starting.
      await new Promise((resolve) => { setTimeout(resolve, wait); });
    }
  }
}

const root = document.getElementById('app');
await loadIcons('/page/icons.svg').catch(() => undefined);
mount(root);
await begin();
connect();
await loadAll();
