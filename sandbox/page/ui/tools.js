// The drawer of tools: the journal of calls, faults, the clock, who blocked the bot.

import * as api from '../api.js';
import { avatar, fill, h, icon, iconButton } from '../dom.js';
import { fullName, moment, span, tint } from '../format.js';
import { t } from '../i18n.js';
import * as store from '../store.js';
import { createFaults } from './faults.js';
import { createJournal } from './journal.js';
import { toast } from './toast.js';

const TABS = ['journal', 'faults', 'clock', 'people'];
const STEPS = [['step_minute', 60], ['step_hour', 3600], ['step_day', 86400], ['step_week', 604800]];

/** Creates the drawer. `changed(open)` is called when it opens or closes. */
export function createTools(changed) {
  const strip = h('div', { class: 'tool-tabs', role: 'tablist', 'aria-label': t('tools') });
  const panel = h('div', { class: 'tool-panel', role: 'tabpanel', id: 'tool-panel', tabIndex: -1 });
  const element = h('aside', { class: 'tools', 'aria-label': t('tools'), hidden: true }, h('div', { class: 'tools-head' }, h('h2', null, t('tools')), iconButton('close', t('close'), () => toggle(undefined, false))), strip, panel);
  const note = (error) => toast(element, error.message, { kind: 'error' });
  const pages = { journal: createJournal(), faults: createFaults(note), clock: clockPage(note), people: blockPage(note) };
  let tab = 'journal';

  function draw() {
    fill(strip, TABS.map((name, index) => h('button', {
      type: 'button',
      class: 'tool-tab',
      role: 'tab',
      'aria-selected': String(name === tab),
      'aria-controls': 'tool-panel',
      tabIndex: name === tab ? 0 : -1,
      on: {
        click: () => open(name),
        keydown: (event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (!step) return;
          open(TABS[(index + step + TABS.length) % TABS.length]);
          strip.querySelector('[aria-selected="true"]')?.focus();
        },
      },
    }, t(`tool_${name}`))));
    panel.setAttribute('aria-label', t(`tool_${tab}`));
    if (panel.firstChild !== pages[tab].element) fill(panel, pages[tab].element);
  }

  function open(name) {
    pages[tab].stop?.();
    tab = name;
    draw();
    pages[tab].start?.();
  }

  function toggle(name, force) {
    const wanted = force ?? (element.hidden || (name !== undefined && name !== tab));
    element.hidden = !wanted;
    if (wanted) open(name ?? tab);
    else pages[tab].stop?.();
    changed(wanted);
  }

  element.addEventListener('keydown', (event) => event.key === 'Escape' && toggle(undefined, false));
  return {
    element,
    toggle,
    isOpen: () => !element.hidden,
    destroy() {
      for (const page of Object.values(pages)) {
        page.stop?.();
        page.destroy?.();
      }
    },
  };
}

function clockPage(note) {
  const time = h('div', { class: 'clock-now', role: 'timer' });
  const shift = h('div', { class: 'muted' });
  const words = () => ({ d: t('day_short'), h: t('hour_short'), m: t('minute_short'), s: t('second_short') });
  let timer = 0;
  const draw = () => {
    time.textContent = moment(store.now());
    shift.textContent = Math.abs(store.state.clockOffset) < 1 ? t('clock_real') : t('clock_shifted', { span: span(store.state.clockOffset, words()) });
  };
  const advance = async (seconds) => {
    try {
      await api.advance(seconds);
      await store.refresh();
      draw();
    } catch (error) {
      note(error);
    }
  };
  const custom = h('input', { class: 'input', type: 'number', min: '1', value: '200', name: 'seconds', 'aria-label': t('seconds') });
  const element = h(
    'div',
    { class: 'tool-page' },
    h('div', { class: 'clock-card' }, icon('clock'), h('div', null, time, shift)),
    h('div', { class: 'step-row' }, STEPS.map(([name, seconds]) => h('button', { type: 'button', class: 'button', on: { click: () => advance(seconds) } }, t(name)))),
    h('form', { class: 'inline-form', on: {
      submit: (event) => {
        event.preventDefault();
        const seconds = Math.floor(Number(custom.value));
        if (seconds > 0) void advance(seconds);
      },
    } }, custom, h('span', null, t('seconds')), h('button', { type: 'submit', class: 'button' }, t('advance'))),
    h('p', { class: 'muted' }, t('clock_hint')),
  );
  return {
    element,
    start() {
      draw();
      timer = setInterval(draw, 1000);
    },
    stop: () => clearInterval(timer),
  };
}

function blockPage(note) {
  const list = h('div', { class: 'pick-list' });
  const element = h('div', { class: 'tool-page' }, h('p', { class: 'muted' }, t('block_hint')), list);
  const draw = () => fill(list, [...store.state.people.values()].map((person) => h(
    'label',
    { class: 'pick-row switch' },
    avatar({ name: fullName(person), color: tint(person), url: person.avatar, size: 'small' }),
    h('span', { class: 'pick-name', dir: 'auto' }, fullName(person), h('span', { class: 'muted' }, `id ${person.id}`)),
    h('input', { type: 'checkbox', checked: Boolean(person.blocked), 'aria-label': t('blocked_by', { name: fullName(person) }), on: {
      change: async (event) => {
        try {
          await api.setBlocked(person.id, event.target.checked);
        } catch (error) {
          note(error);
        }
        await store.refresh().catch(note);
      },
    } }),
    h('span', { class: 'switch-track' }),
  )));
  const stop = store.on('state', draw);
  return { element, start: draw, destroy: stop };
}
