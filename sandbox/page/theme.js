// A classic script on purpose: it runs before the first paint, so a stored theme never flashes.
(function () {
  'use strict';
  const root = document.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');

  function stored() {
    try {
      const value = window.localStorage.getItem('sandbox.theme');
      return value === 'light' || value === 'dark' ? value : null;
    } catch {
      return null;
    }
  }

  function apply() {
    const theme = stored() || (dark.matches ? 'dark' : 'light');
    root.dataset.theme = theme;
    const meta = document.querySelector('meta[name="theme-color"]');
    if (meta) meta.content = theme === 'dark' ? '#17212b' : '#ffffff';
    window.dispatchEvent(new CustomEvent('themechange', { detail: theme }));
  }

  window.sandboxTheme = {
    current: () => root.dataset.theme,
    toggle() {
      const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
      try {
        // Choosing what the system already has means "follow the system".
        const system = dark.matches ? 'dark' : 'light';
        if (next === system) window.localStorage.removeItem('sandbox.theme');
        else window.localStorage.setItem('sandbox.theme', next);
      } catch {
        root.dataset.theme = next;
        return;
      }
      apply();
    },
  };
  dark.addEventListener('change', apply);
  apply();
})();
