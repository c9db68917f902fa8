// One conversation: header, messages, composer.

import * as api from '../api.js';
import { avatar, fill, h, icon, iconButton } from '../dom.js';
import { fullName, tint } from '../format.js';
import { pick, t } from '../i18n.js';
import * as layout from '../layout.js';
import { readPayload } from '../links.js';
import * as store from '../store.js';
import { createActions } from './actions.js';
import { createComposer } from './composer.js';
import { editPersonDialog, field, form, openDialog } from './dialogs.js';
import { openMenu } from './menu.js';
import { toast } from './toast.js';
import { topicOf, topicsOf, topicTabs } from './topics.js';
import { createTranscript } from './transcript.js';

/** Creates the column of a conversation. */
export function createColumn(key) {
  const element = h('section', { class: 'column', dataset: { key } });
  const header = h('header', { class: 'column-head' });
  const tabs = h('div', { class: 'topics', role: 'tablist', 'aria-label': t('topics'), hidden: true });
  const chips = h('div', { class: 'share-chips', hidden: true });
  const empty = h('div', { class: 'empty', hidden: true });
  const column = {
    key,
    element,
    info: () => store.column(key),
    toast: (text, kind) => toast(transcript.element, text, { kind }),
    jump: (id) => transcript.jump(id),
    compose: (text) => composer.compose(text),
    focus: () => composer.focus(),
  };
  const actions = createActions(column);
  column.actions = actions;
  const ctx = { key, actions, group: Boolean(column.info()?.group) };
  const transcript = createTranscript(key, ctx);
  const composer = createComposer(column, actions);
  transcript.element.append(empty);
  element.append(header, tabs, transcript.element, chips, composer.element);
  composer.acceptDrops(element);
  let headerSign = '';
  let viewer = column.info()?.viewerId;

  function drawHeader(info, data) {
    const { person, group, chat } = info;
    const kind = store.state.kinds.find((one) => one.key === person?.kind);
    const sign = JSON.stringify([person, group && chat, kind, data.typing, group && info.members]);
    if (sign === headerSign) return;
    headerSign = sign;
    const name = group ? (chat.title ?? t('group')) : fullName(person);
    element.setAttribute('aria-label', name);
    const facts = group
      ? [t('members_count', { count: info.members.length + 1 })]
      : [person.username ? `@${person.username}` : `id ${person.id}`];
    const badges = group
      ? []
      : [person.language_code ? person.language_code.toUpperCase() : '', kind ? pick(kind.title) : ''].filter(Boolean);
    const subtitle = data.typing
      ? h('span', { class: 'column-typing', dir: 'auto' }, t(actionName(data.typing), { name: store.bot().first_name }), h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')))
      : h('span', { class: 'column-facts' }, facts.map((one) => h('span', { dir: 'auto' }, one)), person?.blocked && !group ? h('span', { class: 'badge badge-danger' }, t('blocked')) : null, badges.map((one) => h('span', { class: 'badge', dir: 'auto' }, one)));
    fill(
      header,
      avatar({ name, color: tint(group ? chat : person), url: group ? undefined : person.avatar, size: 'medium' }),
      h('div', { class: 'column-title' }, h('h2', { dir: 'auto', title: name }, name), subtitle),
      group ? viewerSelect(info) : null,
      iconButton('more', t('column_menu', { name }), (event) => openColumnMenu(event.currentTarget), { 'aria-haspopup': 'menu', 'aria-expanded': 'false' }),
    );
  }

  function viewerSelect(info) {
    const select = h('select', { class: 'viewer', 'aria-label': t('seen_as'), title: t('seen_as') }, info.members.map((id) => h('option', { value: String(id) }, fullName(store.state.people.get(id)))));
    select.value = String(info.viewerId);
    select.addEventListener('change', () => {
      layout.setViewer(key, Number(select.value));
      store.emit('layout');
    });
    return select;
  }

  function openColumnMenu(anchor) {
    const info = column.info();
    const visible = layout.shown(store.keys());
    const at = visible.indexOf(key);
    const all = store.keys();
    const move = (step) => {
      // Hidden columns between two visible ones must not swallow the move.
      const neighbour = visible[at + step];
      if (neighbour === undefined) return;
      layout.nudge(all, key, all.indexOf(neighbour) - all.indexOf(key));
      store.emit('layout');
    };
    const { person, group } = info;
    openMenu(anchor, [
      !group && { label: t('start_with'), icon: 'start', run: payloadDialog },
      !group && { label: t('edit_person'), icon: 'edit', run: () => editPersonDialog(person, () => store.refresh()) },
      !group && { label: t(person.blocked ? 'unblock_bot' : 'block_bot'), icon: 'block', danger: !person.blocked, run: () => setBlocked(!person.blocked) },
      { label: t('copy_id', { id: info.chatId }), icon: 'copy', run: () => actions.copy(String(info.chatId)) },
      layout.isPhone() ? undefined : null,
      !layout.isPhone() && { label: t('move_left'), icon: 'chevron-left', disabled: at <= 0, run: () => move(-1) },
      !layout.isPhone() && { label: t('move_right'), icon: 'chevron-right', disabled: at < 0 || at >= visible.length - 1, run: () => move(1) },
      !layout.isPhone() && { label: t('hide_column'), icon: 'eye-off', run: () => {
        layout.setShown(all, key, false);
        store.emit('layout');
      } },
    ], t('column_menu', { name: fullName(group ? info.chat : person) }));
  }

  function payloadDialog() {
    openDialog(t('start_with'), (close) => {
      const input = h('input', { class: 'input', name: 'payload', autocomplete: 'off', spellcheck: false, dir: 'ltr', placeholder: `t.me/${store.bot().username}?start=…` });
      return form([field(t('payload'), input, t('payload_hint'))], t('start'), async (data) => {
        const payload = readPayload(String(data.get('payload') ?? ''));
        if (payload === null) throw new Error(t('payload_wrong'));
        close();
        void actions.start(payload);
      });
    });
  }

  async function setBlocked(blocked) {
    try {
      await api.setBlocked(column.info().person.id, blocked);
      await store.refresh();
    } catch (error) {
      column.toast(error.message, 'error');
    }
  }
  column.setBlocked = setBlocked;

  function drawChips(data) {
    chips.hidden = data.chips.length === 0;
    fill(chips, data.chips.map((chip) => {
      const remove = () => {
        data.chips = data.chips.filter((one) => one !== chip);
        drawChips(data);
      };
      const open = () => {
        remove();
        actions.button({}, { url: chip.url }, 'url');
      };
      return h('div', { class: 'share-chip' }, icon('forward'), h('button', { type: 'button', class: 'share-open', on: { click: open } }, h('b', { dir: 'auto' }, t('shared_by', { name: chip.from })), h('span', { dir: 'auto' }, chip.text || chip.url)), iconButton('close', t('discard'), remove));
    }));
  }

  function drawEmpty(info, data) {
    const bare = data.loaded && data.messages.length === 0 && data.outbox.length === 0;
    empty.hidden = !bare;
    const blocked = Boolean(info.person.blocked) && !info.group;
    if (!bare || empty.dataset.blocked === String(blocked)) return;
    empty.dataset.blocked = String(blocked);
    const bot = store.bot();
    fill(empty, h(
      'div',
      { class: 'empty-card' },
      avatar({ name: bot.first_name, color: tint(bot), size: 'large' }),
      h('h3', { dir: 'auto' }, bot.first_name),
      h('p', { dir: 'auto' }, blocked ? t('empty_blocked') : bot.description || t('empty_text')),
      blocked ? null : h('button', { type: 'button', class: 'button button-primary button-start', on: { click: () => actions.start() } }, info.group ? '/start' : t('start_button')),
    ));
  }

  function update({ own = false } = {}) {
    const info = column.info();
    if (!info?.person) return;
    const data = store.transcript(key);
    if (info.viewerId !== viewer) {
      // Seen by somebody else, every bubble may change its side.
      viewer = info.viewerId;
      transcript.reset();
      void store.load(key);
    }
    drawHeader(info, data);
    const topics = info.chat.is_forum ? topicsOf(data.messages, info.chat.topics) : null;
    tabs.hidden = !topics;
    if (topics) topicTabs(tabs, topics, data, () => {
      transcript.reset();
      update();
    });
    const shown = [...data.messages, ...data.outbox].filter((message) => !topics || data.topic === null || topicOf(message) === data.topic);
    transcript.update(shown, data.aliases, own);
    drawEmpty(info, data);
    drawChips(data);
    composer.update(info, data);
    element.classList.toggle('is-typing', Boolean(data.typing));
    element.classList.toggle('is-loading', !data.loaded);
  }

  const stop = [
    store.on(`chat:${key}`, (detail) => update(detail)),
    store.on('compose', (detail) => detail.key === key && composer.compose(detail.text)),
  ];
  if (!store.transcript(key).loaded) void store.load(key);

  return {
    key,
    element,
    update,
    seen: transcript.seen,
    focus: composer.focus,
    /** A node that is moved in the page forgets how far it was scrolled. */
    keepScroll(move) {
      const top = transcript.log.scrollTop;
      move();
      transcript.log.scrollTop = top;
    },
    destroy() {
      for (const one of stop) one();
      transcript.destroy();
      element.remove();
    },
  };
}

function actionName(action) {
  if (action.startsWith('upload') || action.startsWith('record')) return 'is_sending';
  if (action === 'find_location') return 'is_locating';
  return action === 'choose_sticker' ? 'is_choosing' : 'is_typing';
}
