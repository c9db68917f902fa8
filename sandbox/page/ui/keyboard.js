// Inline keyboards under messages and reply keyboards under the composer.

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';

/** What a button of an inline keyboard does, by the field it has. */
function kindOf(button) {
  for (const kind of ['callback_data', 'url', 'web_app', 'copy_text', 'pay', 'login_url', 'switch_inline_query', 'switch_inline_query_current_chat', 'switch_inline_query_chosen_chat', 'callback_game']) {
    if (button[kind] !== undefined) return kind;
  }
  return 'none';
}

const CORNERS = { url: 'arrow-out', login_url: 'arrow-out', web_app: 'window', copy_text: 'copy', pay: 'card', switch_inline_query: 'forward', switch_inline_query_chosen_chat: 'forward' };

/** The id under which the page knows that a button waits for its answer. */
export const tapId = (message, data) => `${message.message_id}|${data}`;

/** Draws an inline keyboard. `actions.button(message, button, kind)` is called when one is pressed. */
export function inlineKeyboard(message, rows, actions) {
  return h('div', { class: 'inline-keyboard', role: 'group', 'aria-label': t('buttons') }, rows.map((row) => h('div', { class: 'inline-row' }, row.map((button) => {
    const kind = kindOf(button);
    const id = kind === 'callback_data' ? tapId(message, button.callback_data) : '';
    const waiting = id !== '' && actions.isWaiting(id);
    return h(
      'button',
      {
        type: 'button',
        class: ['inline-button', `kind-${kind}`, button.style && `style-${button.style}`, waiting && 'is-waiting'],
        title: button.url ?? button.web_app?.url ?? button.text,
        'aria-busy': waiting ? 'true' : null,
        dataset: id ? { tap: id } : {},
        on: { click: () => actions.button(message, button, kind) },
      },
      h('span', { class: 'inline-label', dir: 'auto' }, button.text),
      CORNERS[kind] ? icon(CORNERS[kind], 'inline-corner') : null,
    );
  }))));
}

/** Shows or hides the shimmer of the buttons with an id. */
export function markWaiting(root, id, waiting) {
  for (const button of root.querySelectorAll('[data-tap]')) {
    if (button.dataset.tap !== id) continue;
    button.classList.toggle('is-waiting', waiting);
    if (waiting) button.setAttribute('aria-busy', 'true');
    else button.removeAttribute('aria-busy');
  }
}

/** Draws a reply keyboard. `press(button)` is called with the pressed one. */
export function replyKeyboard(markup, press) {
  const rows = markup.keyboard.map((row) => row.map((one) => (typeof one === 'string' ? { text: one } : one)));
  return h('div', { class: ['reply-keyboard', markup.resize_keyboard && 'is-resized'], role: 'group', 'aria-label': t('keyboard') }, rows.map((row) => h('div', { class: 'reply-row' }, row.map((button) => h(
    'button',
    { type: 'button', class: ['reply-button', button.style && `style-${button.style}`], on: { click: () => press(button) } },
    h('span', { dir: 'auto' }, button.text),
    button.request_contact ? icon('contact', 'inline-corner') : null,
    button.request_location ? icon('pin', 'inline-corner') : null,
    button.web_app ? icon('window', 'inline-corner') : null,
  )))));
}
