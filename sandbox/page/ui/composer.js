// The line at the foot of a column: text, attachments, commands and the reply keyboard.

import { fill, h, icon, iconButton } from '../dom.js';
import { t } from '../i18n.js';
import { emit, transcript as dataOf } from '../store.js';
import { attachMenu, contactDialog, filesDialog, locationDialog } from './attach.js';
import { createCommandList } from './commands.js';
import { replyKeyboard } from './keyboard.js';
import { sender } from './message.js';
import { summary } from './media.js';

const LIMIT = 4096;

/** Creates the composer of a column. */
export function createComposer(column, actions) {
  const input = h('textarea', { class: 'composer-input', rows: 1, dir: 'auto', 'aria-label': t('message'), enterkeyhint: 'send', autocomplete: 'off' });
  const send = iconButton('send', t('send'), submit, { class: 'composer-send', disabled: true });
  const attach = iconButton('attach', t('attach'), (event) => attachMenu(event.currentTarget, column, actions), { 'aria-haspopup': 'menu', 'aria-expanded': 'false' });
  const keyboardToggle = iconButton('keyboard', t('toggle_keyboard'), toggleKeyboard, { hidden: true });
  const menuButton = h('button', { type: 'button', class: 'menu-button', hidden: true });
  const counter = h('span', { class: 'composer-count', 'aria-live': 'polite', hidden: true });
  const replyBar = h('div', { class: 'composer-reply', hidden: true });
  const keyboard = h('div', { class: 'composer-keyboard', hidden: true });
  const commands = createCommandList(input, (command) => {
    setText('');
    void actions.text(`/${command}`);
  });
  const row = h('div', { class: 'composer-row' }, menuButton, attach, h('div', { class: 'composer-field' }, input, counter), keyboardToggle, send);
  const blocked = h('button', { type: 'button', class: 'button button-primary composer-blocked', hidden: true, on: { click: () => column.setBlocked(false) } }, t('unblock_bot'));
  const element = h('footer', { class: 'composer' }, commands.element, replyBar, row, blocked, keyboard);
  let keyboardSign = '';
  let forceSign = '';

  const data = () => dataOf(column.key);

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 150)}px`;
    const over = input.value.length - LIMIT;
    counter.hidden = over < -200;
    counter.textContent = String(-over);
    counter.classList.toggle('is-over', over > 0);
    send.disabled = input.value.trim() === '';
    data().draft = input.value;
  }

  function setText(text) {
    input.value = text;
    grow();
    commands.update();
  }

  function submit() {
    const text = input.value.trim();
    if (text === '') return;
    setText('');
    input.focus();
    void actions.text(text);
  }

  input.addEventListener('input', () => {
    grow();
    commands.update();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || commands.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && data().reply) {
      dropReply();
    } else if (event.key === 'ArrowUp' && input.value === '' && event.ctrlKey) {
      const last = data().messages.findLast((one) => !one.out);
      if (last) actions.reply(last);
    }
  });
  input.addEventListener('blur', () => setTimeout(commands.close, 120));
  input.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    filesDialog(files, actions);
  });

  function dropReply() {
    data().reply = null;
    emit(`chat:${column.key}`);
  }

  function toggleKeyboard() {
    data().keyboardOpen = !data().keyboardOpen;
    emit(`chat:${column.key}`);
  }

  function press(button) {
    const markup = data().keyboard;
    if (markup?.one_time_keyboard) data().keyboardOpen = false;
    if (button.request_contact) contactDialog(column, actions);
    else if (button.request_location) locationDialog(actions);
    else if (button.web_app) actions.webApp({ url: button.web_app.url, title: button.text, keyboardText: button.text });
    else if (button.request_users || button.request_chat || button.request_poll) column.toast(t('button_unknown'), 'warning');
    else void actions.text(button.text);
    emit(`chat:${column.key}`);
  }

  function drawKeyboard(info, state) {
    const markup = state.keyboard?.keyboard ? state.keyboard : null;
    const usable = markup !== null && !info.person.blocked;
    const open = usable && state.keyboardOpen;
    keyboardToggle.hidden = !usable;
    keyboardToggle.setAttribute('aria-expanded', String(open));
    if (keyboardToggle.dataset.open !== String(open)) fill(keyboardToggle, icon(open ? 'chevron-down' : 'keyboard'));
    keyboardToggle.dataset.open = String(open);
    keyboard.hidden = !open;
    if (markup && state.keyboardId !== keyboardSign) {
      const focused = keyboard.contains(document.activeElement);
      fill(keyboard, replyKeyboard(markup, press));
      if (focused) keyboard.querySelector('button')?.focus({ preventScroll: true });
    }
    keyboardSign = markup ? state.keyboardId : '';
    input.placeholder = (usable || state.keyboard?.force_reply ? state.keyboard?.input_field_placeholder : '') || t('message');
    // A forced reply opens once per message that asks for it, as if "Reply" had been chosen.
    const sign = state.keyboard?.force_reply ? state.keyboardId : '';
    if (sign !== '' && sign !== forceSign) {
      state.reply = state.messages.findLast((one) => !one.out) ?? null;
      if (document.activeElement === document.body || column.element.contains(document.activeElement)) input.focus({ preventScroll: true });
    }
    forceSign = sign;
  }

  function drawReply(state) {
    const message = state.reply;
    replyBar.hidden = !message;
    if (!message) return;
    const who = sender(message);
    replyBar.style.setProperty('--tint', who.color);
    fill(replyBar, icon('reply'), h('div', { class: 'reply-quote' }, h('b', { dir: 'auto' }, who.name), h('span', { dir: 'auto' }, summary(message))), iconButton('close', t('cancel'), dropReply));
  }

  function drawMenuButton(state) {
    const app = state.menuButton?.type === 'web_app' ? state.menuButton : null;
    menuButton.hidden = !app && state.commands.length === 0;
    const label = app ? app.text || t('open') : t('menu');
    menuButton.title = label;
    menuButton.classList.toggle('is-app', Boolean(app));
    if (menuButton.textContent !== label) fill(menuButton, icon(app ? 'window' : 'menu'), h('span', { dir: 'auto' }, label));
    menuButton.onclick = () => {
      if (app) actions.webApp({ url: app.web_app.url, title: label });
      else commands.toggle();
    };
  }

  /** Files dropped anywhere over the column are attached. */
  function acceptDrops(area) {
    let depth = 0;
    const has = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
    const mark = (step) => {
      depth = Math.max(0, depth + step);
      area.classList.toggle('is-dropping', depth > 0);
    };
    area.dataset.drop = t('drop_here');
    area.addEventListener('dragenter', (event) => has(event) && mark(1));
    area.addEventListener('dragleave', (event) => has(event) && mark(-1));
    area.addEventListener('dragover', (event) => has(event) && event.preventDefault());
    area.addEventListener('drop', (event) => {
      if (!has(event)) return;
      event.preventDefault();
      depth = 0;
      area.classList.remove('is-dropping');
      filesDialog([...event.dataTransfer.files], actions);
    });
  }

  function update(info, state) {
    const isBlocked = Boolean(info.person.blocked) && !info.group;
    row.hidden = isBlocked;
    blocked.hidden = !isBlocked;
    commands.set(state.commands);
    drawMenuButton(state);
    drawKeyboard(info, state);
    drawReply(state);
    if (input.value === '' && state.draft) setText(state.draft);
  }

  function focus() {
    input.focus({ preventScroll: true });
  }

  function compose(text) {
    setText(input.value === '' ? text : `${input.value.replace(/\s*$/u, '')} ${text}`);
    focus();
  }

  return { element, update, focus, compose, acceptDrops };
}
