// The page's own languages. What the bot says is never translated here.

import en from './locales/en.js';
import ru from './locales/ru.js';
import uz from './locales/uz.js';

const TABLES = { ru, uz, en };
const STORAGE = 'sandbox.language';
const rules = new Map();

/** Codes of the page's languages with their own names. */
export const LANGUAGES = [['ru', 'Русский'], ['uz', 'O‘zbekcha'], ['en', 'English']];

let current = initial();

function initial() {
  try {
    const stored = localStorage.getItem(STORAGE);
    if (stored && stored in TABLES) return stored;
  } catch {
    // Storage may be forbidden; the browser's language still works.
  }
  for (const wanted of navigator.languages ?? [navigator.language]) {
    const code = String(wanted).slice(0, 2).toLowerCase();
    if (code in TABLES) return code;
  }
  return 'en';
}

/** The current language code. */
export function language() {
  return current;
}

/** Switches the language and remembers it. The caller draws the page again. */
export function setLanguage(code) {
  if (!(code in TABLES)) return;
  current = code;
  try {
    localStorage.setItem(STORAGE, code);
  } catch {
    // Not remembered, but in force for this visit.
  }
}

/**
 * The text of a key. `{name}` is replaced from `values`; a text that is an object of plural forms is
 * chosen by `values.count`.
 */
export function t(key, values = {}) {
  let text = TABLES[current][key] ?? TABLES.en[key] ?? key;
  if (typeof text === 'object') {
    if (!rules.has(current)) rules.set(current, new Intl.PluralRules(current));
    text = text[rules.get(current).select(Number(values.count ?? 0))] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/gu, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Picks the text of the current language from `{ru, uz, en}`, whatever of it is there. */
export function pick(titles) {
  if (typeof titles === 'string') return titles;
  return titles?.[current] ?? titles?.en ?? titles?.ru ?? Object.values(titles ?? {})[0] ?? '';
}
