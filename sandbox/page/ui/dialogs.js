// The frame of every dialog, and the dialogs that add or change people and groups.

import * as api from '../api.js';
import { avatar, h, iconButton } from '../dom.js';
import { fullName, tint } from '../format.js';
import { pick, t } from '../i18n.js';
import { state } from '../store.js';

/**
 * Opens a modal dialog. `build(close)` gives its content. Escape, the backdrop and the cross close it.
 */
export function openDialog(title, build, { className = '', onClose } = {}) {
  const dialog = h('dialog', { class: ['dialog', className], 'aria-label': title });
  const close = (value) => {
    if (!dialog.open) return;
    dialog.classList.add('is-leaving');
    dialog.close();
    dialog.remove();
    onClose?.(value);
  };
  dialog.append(
    h('div', { class: 'dialog-head' }, h('h2', { dir: 'auto' }, title), iconButton('close', t('close'), () => close())),
    h('div', { class: 'dialog-body' }, build(close, dialog)),
  );
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  let pressedOutside = false;
  dialog.addEventListener('pointerdown', (event) => {
    pressedOutside = event.target === dialog;
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog && pressedOutside) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

/** A labelled form field. */
export function field(label, control, hint) {
  return h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), control, hint && h('span', { class: 'field-hint' }, hint));
}

/** A form whose button waits for `submit` and shows what went wrong under the fields. */
export function form(fields, submitLabel, submit) {
  const error = h('p', { class: 'form-error', role: 'alert', hidden: true });
  const button = h('button', { type: 'submit', class: 'button button-primary' }, submitLabel);
  const node = h('form', { class: 'form', noValidate: true }, fields, error, h('div', { class: 'form-actions' }, button));
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    error.hidden = true;
    button.disabled = true;
    Promise.resolve()
      .then(() => submit(new FormData(node)))
      .catch((problem) => {
        error.textContent = problem.message;
        error.hidden = false;
      })
      .finally(() => {
        button.disabled = false;
      });
  });
  return node;
}

/** A choice of a language, with room for any other code. */
function languageField(value) {
  const known = ['ru', 'uz', 'en', ''];
  const other = h('input', { class: 'input', name: 'language_other', maxLength: 12, placeholder: 'de', autocomplete: 'off', 'aria-label': t('language_code'), hidden: known.includes(value) });
  other.value = known.includes(value) ? '' : value;
  const select = h('select', { class: 'input', name: 'language' }, [
    ['ru', 'Русский'], ['uz', 'O‘zbekcha'], ['en', 'English'], ['other', t('language_other')], ['', t('language_none')],
  ].map(([code, label]) => h('option', { value: code }, label)));
  select.value = known.includes(value) ? value : 'other';
  select.addEventListener('change', () => {
    other.hidden = select.value !== 'other';
    if (!other.hidden) other.focus();
  });
  return h('div', { class: 'field' }, h('span', { class: 'field-label' }, t('person_language')), h('div', { class: 'field-pair' }, select, other));
}

const languageOf = (data) => (data.get('language') === 'other' ? String(data.get('language_other') ?? '').trim() : String(data.get('language') ?? ''));

function personFields(person) {
  const input = (name, value, extra = {}) => h('input', { class: 'input', name, value: value ?? '', maxLength: 64, autocomplete: 'off', dir: 'auto', ...extra });
  return [
    h('div', { class: 'field-pair' }, field(t('first_name'), input('first_name', person?.first_name, { required: true })), field(t('last_name'), input('last_name', person?.last_name))),
    field(t('username'), h('div', { class: 'input-prefix' }, h('span', { 'aria-hidden': 'true' }, '@'), input('username', person?.username, { maxLength: 32, spellcheck: false, dir: 'ltr' })), t('optional')),
    languageField(person?.language_code ?? 'ru'),
  ];
}

function personSpec(data) {
  const first = String(data.get('first_name') ?? '').trim();
  if (first === '') throw new Error(t('name_needed'));
  return {
    first_name: first,
    last_name: String(data.get('last_name') ?? '').trim(),
    username: String(data.get('username') ?? '').trim().replace(/^@/u, ''),
    language_code: languageOf(data),
  };
}

/** Asks for a new person. `done(person)` is called once the server has it. */
export function addPersonDialog(done) {
  openDialog(t('add_person'), (close) => {
    const fields = personFields(null);
    if (state.kinds.length > 0) {
      fields.push(h('fieldset', { class: 'field chips' }, h('legend', { class: 'field-label' }, t('role')), state.kinds.map((kind, index) => h(
        'label',
        { class: 'chip' },
        h('input', { type: 'radio', name: 'kind', value: kind.key, checked: index === 0 }),
        h('span', null, pick(kind.title) || kind.key),
      ))));
    }
    return form(fields, t('add'), async (data) => {
      const person = await api.addPerson({ ...personSpec(data), kind: data.get('kind') ?? undefined });
      close();
      done(person);
    });
  });
}

/** Changes the name, the username or the language of a person. */
export function editPersonDialog(person, done) {
  openDialog(t('edit_person'), (close) => form(personFields(person), t('save'), async (data) => {
    await api.editPerson(person.id, personSpec(data));
    close();
    done();
  }));
}

/** Asks for a new group with the bot in it. */
export function addGroupDialog(done) {
  openDialog(t('new_group'), (close) => form([
    field(t('group_title'), h('input', { class: 'input', name: 'title', maxLength: 128, autocomplete: 'off', dir: 'auto', required: true })),
    h('label', { class: 'switch' }, h('input', { type: 'checkbox', name: 'is_forum' }), h('span', { class: 'switch-track' }), h('span', null, t('group_topics'))),
    h('fieldset', { class: 'field' }, h('legend', { class: 'field-label' }, t('members')), h('div', { class: 'pick-list' }, [...state.people.values()].map((person) => h(
      'label',
      { class: 'pick-row' },
      h('input', { type: 'checkbox', name: 'member', value: String(person.id), checked: true }),
      avatar({ name: fullName(person), color: tint(person), url: person.avatar, size: 'small' }),
      h('span', { class: 'pick-name', dir: 'auto' }, fullName(person)),
    )))),
  ], t('create'), async (data) => {
    const title = String(data.get('title') ?? '').trim();
    const members = data.getAll('member').map(Number);
    if (title === '') throw new Error(t('name_needed'));
    if (members.length === 0) throw new Error(t('members_needed'));
    const chat = await api.addGroup({ title, is_forum: data.has('is_forum'), member_ids: members });
    close();
    done(chat);
  }));
}

/** Asks for one person of the given ones. */
export function pickPersonDialog(title, people, lead, chosen) {
  openDialog(title, (close) => h('div', null, lead, people.length === 0 && h('p', { class: 'muted' }, t('nobody_else')), h('div', { class: 'pick-list' }, people.map(({ key, person, name }) => h(
    'button',
    {
      type: 'button',
      class: 'pick-row',
      on: {
        click: () => {
          close();
          chosen(key);
        },
      },
    },
    avatar({ name, color: tint(person), url: person.avatar, size: 'small' }),
    h('span', { class: 'pick-name', dir: 'auto' }, name),
  )))));
}

/** A question with a button; `run` is called when it is pressed. */
export function confirmDialog(title, text, label, run) {
  openDialog(title, (close) => h('div', null, h('p', { class: 'dialog-text', dir: 'auto' }, text), h(
    'div',
    { class: 'form-actions' },
    h('button', { type: 'button', class: 'button', on: { click: () => close() } }, t('cancel')),
    h('button', {
      type: 'button',
      class: 'button button-primary',
      on: {
        click: () => {
          close();
          run();
        },
      },
    }, label),
  )));
}

/** The alert of a button press, over one column only, so that it is clear who got it. */
export function columnAlert(host, title, text) {
  host.querySelector(':scope > .column-alert')?.remove();
  const back = document.activeElement;
  const ok = h('button', { type: 'button', class: 'button button-primary' }, t('ok'));
  const box = h('div', { class: 'alert-box', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': title }, h('strong', { dir: 'auto' }, title), h('p', { dir: 'auto' }, text), ok);
  const cover = h('div', { class: 'column-alert' }, box);
  const covered = [...host.children];
  const close = () => {
    for (const one of covered) one.inert = false;
    cover.remove();
    if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
  };
  for (const one of covered) one.inert = true;
  ok.addEventListener('click', close);
  cover.addEventListener('click', (event) => event.target === cover && close());
  cover.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  host.append(cover);
  ok.focus({ preventScroll: true });

}
