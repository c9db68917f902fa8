// Which columns are shown, in what order, and who is looked through in a group. Kept in the browser.

const STORAGE = 'sandbox.layout';
const FIRST_SHOWN = 4;
const phone = window.matchMedia('(max-width: 719px)');

const prefs = read();

function read() {
  const empty = { order: [], shown: {}, viewers: {}, active: null, sidebar: 'auto' };
  try {
    const value = JSON.parse(localStorage.getItem(STORAGE) ?? '{}');
    return {
      order: Array.isArray(value.order) ? value.order.map(String) : [],
      shown: value.shown && typeof value.shown === 'object' ? value.shown : {},
      viewers: value.viewers && typeof value.viewers === 'object' ? value.viewers : {},
      active: typeof value.active === 'string' ? value.active : null,
      sidebar: ['auto', 'open', 'rail'].includes(value.sidebar) ? value.sidebar : 'auto',
    };
  } catch {
    return empty;
  }
}

function save() {
  try {
    localStorage.setItem(STORAGE, JSON.stringify(prefs));
  } catch {
    // A private window may have no storage: the choice then lasts until the tab is closed.
  }
}

/** True at phone width, where one column is seen at a time. */
export const isPhone = () => phone.matches;

/** Calls `fn` when the page crosses the phone width. */
export const onPhoneChange = (fn) => phone.addEventListener('change', fn);

/** Puts keys in the remembered order; unknown ones go to the end as they come. */
export function ordered(keys) {
  const place = new Map(prefs.order.map((key, index) => [key, index]));
  return keys
    .map((key, index) => ({ key, rank: place.has(key) ? place.get(key) : prefs.order.length + index }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ key }) => key);
}

/** The keys that have a column, of the ordered keys. The first few are shown until one chooses. */
export function shown(keys) {
  let free = FIRST_SHOWN - keys.filter((key) => prefs.shown[key] === true).length;
  return keys.filter((key) => {
    if (key in prefs.shown) return prefs.shown[key];
    free -= 1;
    return free >= 0;
  });
}

/** Shows or hides a column. All others are pinned to what they are now, so none of them jumps. */
export function setShown(keys, key, visible) {
  const now = new Set(shown(keys));
  for (const one of keys) prefs.shown[one] = now.has(one);
  prefs.shown[key] = visible;
  save();
}

/** The column seen at phone width, and the one last used elsewhere. */
export function active(keys) {
  const visible = isPhone() ? keys : shown(keys);
  return visible.includes(prefs.active) ? prefs.active : (visible[0] ?? null);
}

export function setActive(key) {
  prefs.active = key;
  save();
}

/** Moves a column before another one, or to the end when `before` is null. */
export function moveBefore(keys, key, before) {
  const rest = keys.filter((one) => one !== key);
  const index = before === null ? rest.length : rest.indexOf(before);
  rest.splice(index < 0 ? rest.length : index, 0, key);
  prefs.order = rest;
  save();
}

/** Moves a column one place to the left or right among the given keys. */
export function nudge(keys, key, step) {
  const from = keys.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= keys.length) return;
  const next = keys.slice();
  next.splice(from, 1);
  next.splice(to, 0, key);
  prefs.order = next;
  save();
}

/** Through whose eyes a group is seen. */
export function viewer(key, members) {
  const chosen = prefs.viewers[key];
  return members.includes(chosen) ? chosen : members[0];
}

export function setViewer(key, person) {
  prefs.viewers[key] = person;
  save();
}

/** `auto`, `open` or `rail`. */
export const sidebar = () => prefs.sidebar;

export function setSidebar(mode) {
  prefs.sidebar = mode;
  save();
}
