// The bar over everything: whose sandbox this is, its clock, and the page's own settings.

import { avatar, fill, h, icon, iconButton } from '../dom.js';
import { span, tint } from '../format.js';
import { LANGUAGES, language, setLanguage, t } from '../i18n.js';
import * as store from '../store.js';
import { openMenu } from './menu.js';

/** Creates the bar. `hub` gives `addPerson()`, `toggleTools(tab)`, `toolsOpen()` and `remount()`. */
export function createTopbar(hub) {
  const brand = h('div', { class: 'brand' });
  const clock = h('button', { type: 'button', class: 'clock-chip', title: t('clock'), hidden: true, on: { click: () => hub.toggleTools('clock') } });
  const theme = iconButton('theme', t('theme'), () => window.sandboxTheme.toggle());
  const languageButton = h('button', {
    type: 'button',
    class: 'icon-button language-button',
    'aria-label': t('page_language'),
    title: t('page_language'),
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    on: {
      click: (event) => openMenu(event.currentTarget, LANGUAGES.map(([code, name]) => ({
        label: name,
        checked: code === language(),
        run: () => {
          setLanguage(code);
          hub.remount();
        },
      })), t('page_language')),
    },
  }, h('span', null, language().toUpperCase()));
  const tools = iconButton('tools', t('tools'), () => hub.toggleTools(), { 'aria-expanded': 'false', class: 'tools-button' });
  const element = h(
    'header',
    { class: 'topbar' },
    brand,
    h('div', { class: 'topbar-side' },
      clock,
      h('button', { type: 'button', class: 'button button-primary add-button', title: t('add_person'), on: { click: hub.addPerson } }, icon('person-add'), h('span', null, t('add_person'))),
      tools, languageButton, theme),
  );

  function drawTheme() {
    const dark = window.sandboxTheme.current() === 'dark';
    fill(theme, icon(dark ? 'sun' : 'moon'));
    theme.setAttribute('aria-label', t(dark ? 'theme_light' : 'theme_dark'));
    theme.title = t(dark ? 'theme_light' : 'theme_dark');
  }

  function drawBrand() {
    const bot = store.bot();
    const { online, ready } = store.state;
    fill(
      brand,
      avatar({ name: bot.first_name, color: tint(bot), size: 'small' }),
      h('div', { class: 'brand-text' }, h('h1', { dir: 'auto' }, bot.first_name), h('span', { class: ['link-state', online && 'is-online'], role: 'status' }, online ? `${bot.username ? `@${bot.username} · ` : ''}${t('sandbox')}` : t(ready ? 'reconnecting' : 'connecting'))),
    );
    const shift = store.state.clockOffset;
    clock.hidden = Math.abs(shift) < 1;
    fill(clock, icon('clock'), h('span', null, span(shift, { d: t('day_short'), h: t('hour_short'), m: t('minute_short'), s: t('second_short') })));
  }

  drawTheme();
  drawBrand();
  window.addEventListener('themechange', drawTheme);
  const stop = [store.on('state', drawBrand), store.on('link', drawBrand)];

  return {
    element,
    toolsChanged: (open) => tools.setAttribute('aria-expanded', String(open)),
    destroy() {
      window.removeEventListener('themechange', drawTheme);
      for (const one of stop) one();
    },
  };
}
