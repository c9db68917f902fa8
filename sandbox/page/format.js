// Numbers, times and names as a reader of the page's language expects them.

import { language } from './i18n.js';

const LOCALES = { ru: 'ru-RU', uz: 'uz-Latn-UZ', en: 'en-GB' };
const PALETTE = ['#e0586b', '#d9822b', '#8e6fd8', '#4a9f5b', '#2f93b8', '#4a83d9', '#cf5f9a'];
const cache = new Map();

function locale() {
  return LOCALES[language()] ?? 'en-GB';
}

function formatter(kind, options) {
  const key = `${locale()}|${kind}`;
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat(locale(), options));
  return cache.get(key);
}

/** Hours and minutes of a unix time. */
export function clock(unix) {
  return formatter('clock', { hour: '2-digit', minute: '2-digit' }).format(new Date(unix * 1000));
}

/** Hours, minutes and seconds of a unix time. */
export function clockSeconds(unix) {
  return formatter('seconds', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(unix * 1000));
}

/** The full date and time, for tooltips. */
export function moment(unix) {
  return formatter('moment', { dateStyle: 'long', timeStyle: 'medium' }).format(new Date(unix * 1000));
}

/** A key that is the same for all moments of one local day. */
export function dayKey(unix) {
  const d = new Date(unix * 1000);
  return `${d.getFullYear()}-${d.getMonth() + 1}-${d.getDate()}`;
}

/** The label of a day separator. */
export function day(unix, now, words) {
  const key = dayKey(unix);
  if (key === dayKey(now)) return words.today;
  if (key === dayKey(now - 86400)) return words.yesterday;
  const date = new Date(unix * 1000);
  const sameYear = date.getFullYear() === new Date(now * 1000).getFullYear();
  return sameYear
    ? formatter('day', { day: 'numeric', month: 'long' }).format(date)
    : formatter('day-year', { day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}

/** Time for today, otherwise a short date: what a list of chats shows. */
export function shortDate(unix, now) {
  if (dayKey(unix) === dayKey(now)) return clock(unix);
  return formatter('short', { day: '2-digit', month: '2-digit' }).format(new Date(unix * 1000));
}

/** A size of a file. */
export function bytes(count) {
  if (!Number.isFinite(count)) return '';
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
}

/** Minutes and seconds of a recording. */
export function duration(seconds) {
  const total = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0));
  const two = (n) => String(n).padStart(2, '0');
  const minutes = Math.floor(total / 60);
  return minutes >= 60
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(total % 60)}`
    : `${minutes}:${two(total % 60)}`;
}

// Currencies that the Bot API counts in whole units; the others come in hundredths.
const WHOLE = new Set(['XTR', 'JPY', 'KRW', 'VND', 'CLP', 'ISK', 'PYG', 'UGX']);

/** An amount in the smallest units of a currency. */
export function money(amount, currency) {
  if (currency === 'XTR') return `⭐ ${new Intl.NumberFormat(locale()).format(amount)}`;
  const value = WHOLE.has(currency) ? amount : amount / 100;
  try {
    return new Intl.NumberFormat(locale(), {
      style: 'currency',
      currency,
      minimumFractionDigits: 0,
      maximumFractionDigits: 2,
    }).format(value);
  } catch {
    return `${value} ${currency ?? ''}`.trim();
  }
}

/** Coordinates with the precision that still means something on the ground. */
export function coordinates(latitude, longitude) {
  const part = (value, positive, negative) => `${Math.abs(value).toFixed(5)}° ${value >= 0 ? positive : negative}`;
  return `${part(Number(latitude), 'N', 'S')}, ${part(Number(longitude), 'E', 'W')}`;
}

/** First and last name together. */
export function fullName(person) {
  return [person?.first_name, person?.last_name].filter(Boolean).join(' ') || person?.title || person?.username || '·';
}

/** The colour of an avatar: the server's choice, or one derived from the id. */
export function tint(entity) {
  if (/^#[0-9a-f]{6}$/iu.test(entity?.color ?? '')) return entity.color;
  return PALETTE[Math.abs(Number(entity?.id ?? 0)) % PALETTE.length];
}

/** A seconds count as the largest fitting units, for the shifted clock. */
export function span(seconds, words) {
  const sign = seconds < 0 ? '−' : '+';
  let rest = Math.abs(Math.round(seconds));
  const parts = [];
  for (const [unit, size] of [[words.d, 86400], [words.h, 3600], [words.m, 60], [words.s, 1]]) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return `${sign}${parts.slice(0, 2).join(' ') || `0 ${words.s}`}`;
}
