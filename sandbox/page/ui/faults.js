// Faults on demand: what the Bot API shall do wrong, for which calls and how often.

import * as api from '../api.js';
import { fill, h, icon } from '../dom.js';
import { fullName } from '../format.js';
import { t } from '../i18n.js';
import * as store from '../store.js';
import { field, form } from './dialogs.js';

const KINDS = ['too_many_requests', 'server_error', 'silence', 'slow', 'reset', 'bad_json'];
const METHODS = ['sendMessage', 'editMessageText', 'editMessageReplyMarkup', 'answerCallbackQuery', 'sendPhoto', 'sendDocument', 'sendMediaGroup', 'deleteMessage', 'sendChatAction', 'getFile', 'getUpdates', 'setWebhook', 'setMyCommands'];

/** Creates the page of faults. `note(error)` shows what went wrong. */
export function createFaults(note) {
  const list = h('div', { class: 'fault-list' });
  const method = h('input', { class: 'input', name: 'method', list: 'fault-methods', autocomplete: 'off', spellcheck: false, placeholder: t('any_method'), dir: 'ltr' });
  const methods = h('datalist', { id: 'fault-methods' }, METHODS.map((one) => h('option', { value: one })));
  const chat = h('select', { class: 'input', name: 'chat_id' });
  const kind = h('select', { class: 'input', name: 'kind' }, KINDS.map((one) => h('option', { value: one }, t(`fault_${one}`))));
  const number = (name, value) => h('input', { class: 'input', type: 'number', name, min: '0', value });
  const retry = field(t('retry_after'), number('retry_after', '5'));
  const delay = field(t('delay_ms'), number('delay_ms', '3000'));
  const times = field(t('times'), h('input', { class: 'input', type: 'number', name: 'times', min: '1', value: '1', placeholder: '∞' }), t('times_hint'));

  const follow = () => {
    retry.hidden = kind.value !== 'too_many_requests';
    delay.hidden = kind.value !== 'slow';
  };
  kind.addEventListener('change', follow);
  follow();

  const whole = (data, name) => {
    const text = String(data.get(name) ?? '').trim();
    const value = Math.floor(Number(text));
    return text !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const add = form([
    field(t('fault_kind'), kind),
    field(t('method'), method),
    methods,
    field(t('chat'), chat),
    h('div', { class: 'field-pair' }, retry, delay, times),
  ], t('add_fault'), async (data) => {
    await api.addFault({
      kind: kind.value,
      method: String(data.get('method') ?? '').trim(),
      chat_id: chat.value === '' ? undefined : Number(chat.value),
      retry_after: kind.value === 'too_many_requests' ? whole(data, 'retry_after') : undefined,
      delay_ms: kind.value === 'slow' ? whole(data, 'delay_ms') : undefined,
      times: whole(data, 'times'),
    });
    await refresh();
  });

  const clear = h('button', { type: 'button', class: 'button button-danger', hidden: true, on: {
    click: async () => {
      try {
        await api.clearFaults();
        await refresh();
      } catch (error) {
        note(error);
      }
    },
  } }, t('clear_faults'));
  const element = h('div', { class: 'tool-page' }, h('div', { class: 'fault-now' }, list, clear), h('h3', null, t('new_fault')), add);

  function describe(fault) {
    const where = store.column(String(fault.chat_id));
    return [
      fault.method || t('any_method'),
      fault.chat_id === undefined || fault.chat_id === null ? '' : where ? (where.group ? where.chat.title : fullName(where.person)) : String(fault.chat_id),
      fault.kind === 'too_many_requests' && fault.retry_after !== undefined ? `retry_after ${fault.retry_after}` : '',
      fault.kind === 'slow' && fault.delay_ms ? `${fault.delay_ms} ms` : '',
      fault.times ? `× ${fault.times}` : t('until_cleared'),
    ].filter(Boolean).join(' · ');
  }

  async function refresh() {
    let faults = [];
    try {
      faults = await api.faults();
    } catch (error) {
      note(error);
    }
    clear.hidden = faults.length === 0;
    fill(list, faults.length === 0
      ? h('p', { class: 'muted' }, t('no_faults'))
      : faults.map((fault) => h('div', { class: 'fault' }, icon('bolt'), h('div', null, h('b', null, KINDS.includes(fault.kind) ? t(`fault_${fault.kind}`) : String(fault.kind)), h('span', { class: 'muted', dir: 'auto' }, describe(fault))))));
  }

  function drawChats() {
    const chosen = chat.value;
    fill(chat, h('option', { value: '' }, t('any_chat')), store.columns().map((one) => h('option', { value: String(one.chatId) }, one.group ? one.chat.title : fullName(one.person))));
    chat.value = chosen;
    if (chat.selectedIndex < 0) chat.value = '';
  }

  // Faults are used up by calls, and every call that is seen may have used one.
  let stop = null;
  return {
    element,
    start() {
      drawChats();
      void refresh();
      stop = store.on('journal', () => void refresh());
    },
    stop() {
      stop?.();
      stop = null;
    },
  };
}
