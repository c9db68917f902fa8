// A Mini App in a frame that looks like a phone, with the messages that Telegram Web exchanges with it.

import * as api from '../api.js';
import { fill, h, icon, iconButton } from '../dom.js';
import { fullName } from '../format.js';
import { language, t } from '../i18n.js';
import { bot, load } from '../store.js';
import { openMenu } from './menu.js';
import { connectBridge } from './bridge.js';

/** Opens a Mini App for the person of a column. */
export function openWebApp(column, { url, title, startParam, keyboardText }) {
  const info = column.info();
  const back = iconButton('close', t('close'), () => (back.dataset.mode === 'back' ? bridge?.send('back_button_pressed') : close()));
  const heading = h('div', { class: 'app-title' }, h('strong', { dir: 'auto' }, title || bot().first_name), h('span', { dir: 'auto' }, fullName(info.person)));
  const stage = h('div', { class: 'app-stage' }, h('div', { class: 'app-wait' }, h('span', { class: 'spinner' })));
  const buttons = h('div', { class: 'app-buttons' });
  const more = iconButton('more', t('more'), (event) => openMenu(event.currentTarget, [
    { label: t('reload'), icon: 'reload', run: () => start() },
    { label: t('open_tab'), icon: 'arrow-out', run: () => address && window.open(address, '_blank', 'noopener') },
    settings && { label: t('settings'), icon: 'tools', run: () => bridge?.send('settings_button_pressed') },
  ], t('more')));
  const dialog = h('dialog', { class: 'app-dialog', 'aria-label': title || bot().first_name }, h('div', { class: 'app-phone' }, h('div', { class: 'app-head' }, back, heading, more), stage, buttons));
  let address = '';
  let bridge = null;
  let confirmClose = false;
  let settings = false;

  function close() {
    if (confirmClose && !window.confirm(t('close_app'))) return;
    bridge?.stop();
    dialog.close();
    dialog.remove();
  }

  function problem(text) {
    fill(stage, h('div', { class: 'app-wait' }, h('p', { dir: 'auto' }, text), h('button', { type: 'button', class: 'button', on: { click: start } }, t('retry'))));
  }

  async function start() {
    bridge?.stop();
    fill(stage, h('div', { class: 'app-wait' }, h('span', { class: 'spinner' })));
    fill(buttons);
    try {
      const answer = await api.webApp({ from: info.viewerId, url, chat: info.chatId, start_param: startParam });
      address = answer.url;
    } catch (error) {
      problem(error.message);
      return;
    }
    const frame = h('iframe', {
      class: 'app-frame',
      title: title || bot().first_name,
      allow: 'geolocation; clipboard-write; fullscreen',
      sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals',
      referrerpolicy: 'no-referrer',
      src: address,
    });
    frame.addEventListener('load', () => stage.querySelector('.app-wait')?.remove());
    stage.append(frame);
    bridge = connectBridge(frame, {
      close,
      link: (target) => window.open(target, '_blank', 'noopener,noreferrer'),
      telegramLink: (path) => {
        confirmClose = false;
        close();
        if (!column.actions.link(path)) window.open(path, '_blank', 'noopener,noreferrer');
      },
      buttons: (list) => drawButtons(list),
      back: (visible) => {
        back.dataset.mode = visible ? 'back' : 'close';
        back.setAttribute('aria-label', t(visible ? 'back' : 'close'));
        fill(back, icon(visible ? 'chevron-left' : 'close'));
      },
      settings: (visible) => { settings = visible; },
      confirmation: (wanted) => { confirmClose = wanted; },
      colors: ({ header, background }) => {
        if (header) dialog.style.setProperty('--app-head', header);
        if (background) dialog.style.setProperty('--app-background', background);
      },
      popup,
      data: sendData,
      chat: { id: info.chatId },
      language: language(),
    });
  }

  function drawButtons(list) {
    fill(buttons, list.filter((one) => one.is_visible).map((one) => h('button', {
      type: 'button',
      class: ['app-button', one.is_progress_visible && 'is-busy'],
      disabled: one.is_active === false,
      vars: { ...(one.color ? { '--app-button': one.color } : {}), ...(one.text_color ? { '--app-button-text': one.text_color } : {}) },
      on: { click: () => bridge?.send(`${one.name}_button_pressed`) },
    }, h('span', { dir: 'auto' }, one.text || t('continue')))));
  }

  function popup({ title: head, message, buttons: choices }) {
    const answer = (id) => {
      cover.remove();
      bridge?.send('popup_closed', id === undefined ? {} : { button_id: id });
    };
    const words = { ok: t('ok'), close: t('close'), cancel: t('cancel') };
    const cover = h('div', { class: 'app-popup' }, h('div', { class: 'alert-box', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': head || message }, head ? h('strong', { dir: 'auto' }, head) : null, h('p', { dir: 'auto' }, message), h('div', { class: 'form-actions' }, (choices?.length > 0 ? choices : [{ id: '', type: 'close' }]).map((one) => h('button', { type: 'button', class: ['button', one.type === 'destructive' && 'button-danger'], on: { click: () => answer(one.id ?? '') } }, one.text || words[one.type] || t('ok'))))));
    stage.append(cover);
    cover.querySelector('button')?.focus();
  }

  async function sendData(text) {
    confirmClose = false;
    close();
    try {
      await api.webAppData(info.chatId, { from: info.viewerId, data: text, button_text: keyboardText ?? title ?? '' });
      await load(column.key);
    } catch (error) {
      column.toast(error.status === 404 || error.status === 405 ? t('no_app_data') : error.message, 'warning');
    }
  }

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
  void start();
}
