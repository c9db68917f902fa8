// The latest calls of the bot, as they come.

import * as api from '../api.js';
import { fill, h } from '../dom.js';
import { clockSeconds, fullName } from '../format.js';
import { t } from '../i18n.js';
import * as store from '../store.js';

const LIMIT = 150;
const PERIOD = 2000;

/** A moment that may come as seconds, milliseconds or a text. */
function seconds(at) {
  if (typeof at === 'string') {
    const parsed = Date.parse(at) / 1000;
    return Number.isFinite(parsed) ? parsed : null;
  }
  if (!Number.isFinite(at)) return null;
  return at > 1e11 ? at / 1000 : at;
}

/** Creates the page of the journal. */
export function createJournal() {
  const list = h('ol', { class: 'journal', 'aria-label': t('tool_journal') });
  const failures = h('input', { type: 'checkbox' });
  const search = h('input', { class: 'input', type: 'search', placeholder: t('filter'), 'aria-label': t('filter'), dir: 'ltr', spellcheck: false });
  const nothing = h('p', { class: 'muted' }, t('no_calls'));
  const element = h('div', { class: 'tool-page' }, h('div', { class: 'journal-head' }, search, h('label', { class: 'switch' }, failures, h('span', { class: 'switch-track' }), h('span', null, t('only_errors')))), nothing, list);
  let calls = [];
  let sign = '';
  let timer = 0;
  let stop = null;
  const open = new Set();

  const failed = (call) => call.ok === false || Boolean(call.error) || Number(call.status) >= 400;
  const identity = (call, index) => String(call.id ?? `${call.at ?? ''}|${call.method}|${index}`);

  function row(call, id) {
    const where = call.chat_id === undefined || call.chat_id === null ? null : store.column(String(call.chat_id));
    const at = seconds(call.at ?? call.date ?? call.time);
    const details = call.params ?? call.request;
    const head = [
      h('span', { class: ['call-dot', failed(call) && 'is-failed'], role: 'img', 'aria-label': failed(call) ? t('call_failed') : t('ok') }),
      h('code', { class: 'call-method' }, call.method),
      h('span', { class: 'call-chat', dir: 'auto' }, where ? (where.group ? where.chat.title : fullName(where.person)) : (call.chat_id ?? '')),
      at === null ? null : h('time', null, clockSeconds(at)),
    ];
    const error = failed(call) ? h('p', { class: 'call-error', dir: 'auto' }, [call.status, call.error].filter(Boolean).join(' · ')) : null;
    if (details === undefined || details === null) return h('li', { class: 'call' }, h('div', { class: 'call-head' }, head), error);
    const box = h('details', { open: open.has(id) }, h('summary', { class: 'call-head' }, head), h('pre', { dir: 'ltr' }, JSON.stringify(details, null, 2)));
    box.addEventListener('toggle', () => (box.open ? open.add(id) : open.delete(id)));
    return h('li', { class: 'call' }, box, error);
  }

  function draw() {
    const words = search.value.trim().toLowerCase();
    const shown = calls
      .map((call, index) => ({ call, id: identity(call, index) }))
      .filter(({ call }) => (!failures.checked || failed(call)) && (words === '' || `${call.method} ${call.chat_id ?? ''} ${call.error ?? ''}`.toLowerCase().includes(words)))
      .reverse();
    nothing.hidden = shown.length > 0;
    fill(list, shown.map(({ call, id }) => row(call, id)));
  }

  async function refresh() {
    try {
      const fresh = await api.journal(LIMIT);
      // The newest is drawn first, whichever way the server tells them.
      const first = seconds(fresh[0]?.at ?? fresh[0]?.date);
      const last = seconds(fresh[fresh.length - 1]?.at ?? fresh[fresh.length - 1]?.date);
      calls = first !== null && last !== null && first > last ? fresh.slice().reverse() : fresh;
      const now = JSON.stringify(calls);
      if (now !== sign) {
        sign = now;
        draw();
      }
      nothing.textContent = t('no_calls');
    } catch (error) {
      nothing.textContent = error.message;
      nothing.hidden = false;
    }
  }

  failures.addEventListener('change', draw);
  search.addEventListener('input', draw);
  return {
    element,
    start() {
      void refresh();
      // Calls such as getUpdates change no chat and so raise no event.
      timer = setInterval(() => void refresh(), PERIOD);
      stop = store.on('journal', () => void refresh());
    },
    stop() {
      clearInterval(timer);
      stop?.();
      stop = null;
    },
  };
}
