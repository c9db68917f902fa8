// What happens when something in a column is pressed.

import * as api from '../api.js';
import { h } from '../dom.js';
import { fullName } from '../format.js';
import { t } from '../i18n.js';
import { readLink } from '../links.js';
import { bot, columns, deliver, discard, emit, enqueue, load, transcript } from '../store.js';
import { openCheckout } from './checkout.js';
import { columnAlert, confirmDialog, openDialog, pickPersonDialog } from './dialogs.js';
import { markWaiting, tapId } from './keyboard.js';
import { openMenu } from './menu.js';
import { openWebApp } from './webapp.js';

/**
 * The actions of one column. `column` gives `key`, `info()`, `element`, `toast()`, `jump()`,
 * `compose(text)` and `focus()`.
 */
export function createActions(column) {
  const waiting = new Set();
  const data = () => transcript(column.key);
  const fail = (error) => column.toast(error.message, 'error');

  function target() {
    const { topic } = data();
    return typeof topic === 'number' ? { message_thread_id: topic } : {};
  }

  function draft(fields) {
    const { person } = column.info();
    return { from: { id: person.id, first_name: person.first_name, last_name: person.last_name }, ...target(), ...fields };
  }

  function takeReply() {
    const reply = data().reply;
    data().reply = null;
    return reply ? { fields: { reply_to_message: reply }, id: reply.message_id } : { fields: {}, id: undefined };
  }

  function text(value, entities) {
    const { chatId, viewerId } = column.info();
    const reply = takeReply();
    const extra = target();
    return enqueue(column.key, draft({ text: value, entities, ...reply.fields }), () => api.sendText(chatId, { from: viewerId, text: value, entities, reply_to: reply.id, ...extra }));
  }

  function start(payload) {
    const { chatId, viewerId, group } = column.info();
    const words = payload ? `/start ${payload}` : '/start';
    if (group) return text(words);
    return enqueue(column.key, draft({ text: words }), () => api.start(chatId, viewerId, payload));
  }

  function media(kind, files, caption) {
    const { chatId, viewerId } = column.info();
    const reply = takeReply();
    const extra = target();
    const first = files[0];
    const preview = kind === 'photo' && first.type.startsWith('image/') ? URL.createObjectURL(first) : '';
    const fields = { upload: { name: files.length > 1 ? t('files', { count: files.length }) : first.name, size: files.reduce((sum, one) => sum + one.size, 0), preview }, caption, ...reply.fields, release: () => preview && URL.revokeObjectURL(preview) };
    return enqueue(column.key, draft(fields), () => api.sendMedia(chatId, { from: viewerId, kind, files, caption, reply_to: reply.id, ...extra }));
  }

  function location(latitude, longitude) {
    const { chatId, viewerId } = column.info();
    return enqueue(column.key, draft({ location: { latitude, longitude } }), () => api.sendLocation(chatId, { from: viewerId, latitude, longitude, ...target() }));
  }

  function contact(phone, firstName) {
    const { chatId, viewerId } = column.info();
    return enqueue(column.key, draft({ contact: { phone_number: phone, first_name: firstName, user_id: viewerId } }), () => api.sendContact(chatId, { from: viewerId, phone_number: phone, first_name: firstName, ...target() }));
  }

  async function tap(message, value) {
    const { chatId, viewerId } = column.info();
    const id = tapId(message, value);
    if (waiting.has(id)) return;
    waiting.add(id);
    markWaiting(column.element, id, true);
    try {
      const answer = await api.tap(chatId, { from: viewerId, message_id: message.message_id, data: value });
      if (!answer?.answered) column.toast(t('tap_unanswered'), 'warning');
      else if (answer.text && answer.show_alert) columnAlert(column.element, bot().first_name, answer.text);
      else if (answer.text) column.toast(answer.text);
      if (answer?.url) follow(answer.url);
    } catch (error) {
      fail(error);
    } finally {
      waiting.delete(id);
      markWaiting(column.element, id, false);
      void load(column.key);
    }
  }

  /** Opens a link without a click of its own: a browser would block a new tab, so it asks. */
  function follow(url) {
    if (link(url)) return;
    confirmDialog(t('open_link'), url, t('open'), () => window.open(url, '_blank', 'noopener,noreferrer'));
  }

  /** Acts on a link inside the page. False means that the browser should open it. */
  function link(url) {
    const meaning = readLink(url);
    switch (meaning.kind) {
      case 'start': void start(meaning.payload); return true;
      case 'app': void app(meaning.param); return true;
      case 'share': share(meaning.url, meaning.text); return true;
      case 'bot': column.focus(); return true;
      case 'checkout': openCheckout(meaning.url, { title: fullName(column.info().person), back: follow }); return true;
      case 'none': return true;
      default: return false;
    }
  }

  function app(param) {
    const url = data().menuButton?.web_app?.url;
    if (!url) {
      column.toast(t('no_app'), 'warning');
      return;
    }
    openWebApp(column, { url, title: bot().first_name, startParam: param });
  }

  function others(withSelf) {
    return columns().filter((one) => one.person && (withSelf || one.key !== column.key)).map((one) => ({ key: one.key, person: one.group ? one.chat : one.person, name: one.group ? one.chat.title : fullName(one.person) }));
  }

  function share(url, words) {
    const lead = h('div', { class: 'share-preview' }, words ? h('p', { dir: 'auto' }, words) : null, h('span', { class: 'share-url', dir: 'ltr' }, url));
    pickPersonDialog(t('share_to'), others(false), lead, (key) => {
      transcript(key).chips.push({ url, text: words, from: fullName(column.info().person) });
      emit('reveal', key);
      emit(`chat:${key}`);
    });
  }

  function inlineQuery(query, elsewhere) {
    const words = `@${bot().username} ${query ?? ''}`;
    if (!elsewhere) {
      column.compose(words);
      return;
    }
    pickPersonDialog(t('share_to'), others(true), null, (key) => {
      emit('reveal', key);
      emit('compose', { key, text: words });
    });
  }

  function button(message, one, kind) {
    switch (kind) {
      case 'callback_data': void tap(message, one.callback_data); break;
      case 'url': if (!link(one.url)) window.open(one.url, '_blank', 'noopener,noreferrer'); break;
      case 'login_url': window.open(one.login_url.url, '_blank', 'noopener,noreferrer'); break;
      case 'web_app': openWebApp(column, { url: one.web_app.url, title: one.text }); break;
      case 'copy_text': copy(one.copy_text.text); break;
      case 'switch_inline_query_current_chat': inlineQuery(one.switch_inline_query_current_chat, false); break;
      case 'switch_inline_query': inlineQuery(one.switch_inline_query, true); break;
      case 'switch_inline_query_chosen_chat': inlineQuery(one.switch_inline_query_chosen_chat?.query, true); break;
      case 'pay': pay(message); break;
      default: column.toast(t('button_unknown'), 'warning');
    }
  }

  function pay(message) {
    const { chatId, viewerId } = column.info();
    api.pay(chatId, { from: viewerId, message_id: message.message_id })
      .then((answer) => {
        if (answer?.status === 'declined' || answer?.status === 'timed_out') column.toast(answer.error_message || t('not_paid'), 'warning');
        return load(column.key);
      })
      .catch((error) => column.toast(error.status === 404 || error.status === 405 ? t('no_payments') : error.message, 'warning'));
  }

  function copy(value) {
    const done = () => column.toast(t('copied'));
    if (navigator.clipboard) {
      navigator.clipboard.writeText(value).then(done, () => showText(value));
    } else {
      showText(value);
    }
  }

  // Without access to the clipboard the text is at least there to be selected.
  function showText(value) {
    openDialog(t('copy'), () => h('textarea', { class: 'input', readOnly: true, rows: 8, value }));
  }

  function menu(message, at) {
    const words = message.text ?? message.caption;
    openMenu(at, [
      { label: t('reply'), icon: 'reply', run: () => reply(message) },
      words ? { label: t('copy_text'), icon: 'copy', run: () => copy(words) } : undefined,
      { label: t('copy_json'), icon: 'code', run: () => copy(JSON.stringify(message, null, 2)) },
    ], t('message_menu'));
  }

  function reply(message) {
    data().reply = message;
    emit(`chat:${column.key}`);
    column.focus();
  }

  return {
    text, start, media, location, contact, tap, link, app, button, share, copy, menu, reply,
    command: (value) => void text(value),
    mention: (value) => (value.replace('@', '').toLowerCase() === bot().username?.toLowerCase() ? column.focus() : column.compose(`${value} `)),
    jump: (id) => column.jump(id) || column.toast(t('not_here'), 'warning'),
    retry: (entry) => void deliver(column.key, entry),
    discard: (entry) => discard(column.key, entry),
    isWaiting: (id) => waiting.has(id),
    webApp: (one) => openWebApp(column, one),
  };
}
