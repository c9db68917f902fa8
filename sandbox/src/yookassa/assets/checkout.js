// In a frame of the chat page the way back belongs to that page: it knows what a link to the bot means.
(function () {
  'use strict';
  if (window.parent === window) return;
  document.addEventListener('click', function (event) {
    const link = event.target.closest ? event.target.closest('a.back') : null;
    if (!link) return;
    event.preventDefault();
    window.parent.postMessage({ source: 'checkout', kind: 'return', url: link.href }, window.location.origin);
  });
})();
