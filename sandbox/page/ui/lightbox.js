// A picture on the whole screen.

import { h, iconButton } from '../dom.js';
import { t } from '../i18n.js';

/** Opens pictures `{ url, name, caption }` at the given one; arrows go through an album. */
export function openLightbox(pictures, index) {
  let at = index;
  const image = h('img', { class: 'lightbox-image', alt: '' });
  const caption = h('p', { class: 'lightbox-caption', dir: 'auto' });
  const save = h('a', { class: 'button button-ghost', target: '_blank', rel: 'noopener' }, t('download'));
  const dialog = h('dialog', { class: 'lightbox', 'aria-label': t('photo') });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const show = (to) => {
    at = (to + pictures.length) % pictures.length;
    const picture = pictures[at];
    image.src = picture.url;
    image.alt = picture.caption || t('photo');
    caption.textContent = picture.caption ?? '';
    caption.hidden = !picture.caption;
    save.href = picture.url;
    save.setAttribute('download', picture.name || 'photo.jpg');
  };
  const many = pictures.length > 1;
  dialog.append(
    h('div', { class: 'lightbox-head' }, save, iconButton('close', t('close'), close)),
    image,
    caption,
    many ? iconButton('chevron-left', t('previous'), () => show(at - 1), { class: 'lightbox-prev' }) : '',
    many ? iconButton('chevron-right', t('next'), () => show(at + 1), { class: 'lightbox-next' }) : '',
  );
  dialog.addEventListener('click', (event) => event.target === dialog && close());
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => {
    if (!many) return;
    if (event.key === 'ArrowLeft') show(at - 1);
    if (event.key === 'ArrowRight') show(at + 1);
  });
  show(index);
  document.body.append(dialog);
  dialog.showModal();
}
