// A page of the payment service in a frame that looks like a phone. It is of this same server.

import { h, iconButton } from '../dom.js';
import { language, t } from '../i18n.js';

/**
 * Opens the page at `path` for the person named `title`. `back(url)` is called when the payer
 * returns to the shop.
 */
export function openCheckout(path, { title, back }) {
  const address = new URL(path, window.location.href);
  address.searchParams.set('lang', language());
  address.searchParams.set('theme', window.sandboxTheme.current());
  const frame = h('iframe', { class: 'app-frame', title: t('checkout'), src: address.href });
  const heading = h('div', { class: 'app-title' }, h('strong', null, t('checkout')), h('span', { dir: 'auto' }, title));
  const dialog = h(
    'dialog',
    { class: 'app-dialog', 'aria-label': t('checkout') },
    h('div', { class: 'app-phone' }, h('div', { class: 'app-head' }, iconButton('close', t('close'), close), heading, iconButton('arrow-out', t('open_tab'), openTab)), h('div', { class: 'app-stage' }, frame)),
  );

  function close() {
    window.removeEventListener('message', hear);
    dialog.close();
    dialog.remove();
  }

  function openTab() {
    close();
    window.open(address.href, '_blank', 'noopener');
  }

  function hear(event) {
    if (event.source !== frame.contentWindow || event.origin !== window.location.origin) return;
    if (event.data?.source !== 'checkout' || event.data.kind !== 'return') return;
    close();
    back(String(event.data.url));
  }

  window.addEventListener('message', hear);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
}
