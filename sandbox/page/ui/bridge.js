// The messages between Telegram Web and a Mini App: JSON `{ eventType, eventData }` by `postMessage`.

const SIDES = { top: 0, right: 0, bottom: 0, left: 0 };

/** The colours of the page in the names that Mini Apps know. */
function theme() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  return {
    bg_color: color('--surface'), secondary_bg_color: color('--surface-2'), text_color: color('--text'), hint_color: color('--muted'),
    link_color: color('--link'), button_color: color('--accent'), button_text_color: '#ffffff', header_bg_color: color('--surface'),
    accent_text_color: color('--link'), section_bg_color: color('--surface'), section_header_text_color: color('--link'),
    subtitle_text_color: color('--muted'), destructive_text_color: color('--danger'), bottom_bar_bg_color: color('--surface'), section_separator_color: color('--line'),
  };
}

/** Connects to the app in a frame. `host` does what the app asks for. */
export function connectBridge(frame, host) {
  const buttons = { main: { name: 'main' }, secondary: { name: 'secondary' } };
  const cloud = new Map();
  let palette = theme();

  const send = (type, data = {}) => {
    // The frame may have moved on to any address, so the receiver cannot be named.
    frame.contentWindow?.postMessage(JSON.stringify({ eventType: type, eventData: data }), '*');
  };
  const viewport = () => send('viewport_changed', { height: frame.clientHeight, width: frame.clientWidth, is_expanded: true, is_state_stable: true });
  const color = (value) => (/^#[0-9a-f]{6}$/iu.test(value ?? '') ? value : palette[value]);

  function cloudMethod({ method, params = {}, req_id: id }) {
    const done = (result) => send('custom_method_invoked', { req_id: id, result });
    switch (method) {
      case 'saveStorageValue': cloud.set(params.key, params.value); return done(true);
      case 'getStorageValues': return done(Object.fromEntries((params.keys ?? []).map((key) => [key, cloud.get(key) ?? ''])));
      case 'deleteStorageValues': (params.keys ?? []).forEach((key) => cloud.delete(key)); return done(true);
      case 'getStorageKeys': return done([...cloud.keys()]);
      default: return send('custom_method_invoked', { req_id: id, error: 'METHOD_INVALID' });
    }
  }

  const handlers = {
    web_app_ready: () => undefined,
    iframe_ready: () => undefined,
    web_app_close: () => host.close(),
    web_app_expand: viewport,
    web_app_request_viewport: viewport,
    web_app_request_theme: () => send('theme_changed', { theme_params: palette }),
    web_app_request_safe_area: () => send('safe_area_changed', SIDES),
    web_app_request_content_safe_area: () => send('content_safe_area_changed', SIDES),
    web_app_setup_main_button: (data) => setup('main', data),
    web_app_setup_secondary_button: (data) => setup('secondary', data),
    web_app_setup_back_button: (data) => host.back(Boolean(data.is_visible)),
    web_app_setup_settings_button: (data) => host.settings(Boolean(data.is_visible)),
    web_app_setup_closing_behavior: (data) => host.confirmation(Boolean(data.need_confirmation)),
    web_app_set_header_color: (data) => host.colors({ header: data.color ?? palette[data.color_key] }),
    web_app_set_background_color: (data) => host.colors({ background: color(data.color) }),
    web_app_open_link: (data) => /^https?:/iu.test(data.url ?? '') && host.link(data.url),
    web_app_open_tg_link: (data) => host.telegramLink(`https://t.me${data.path_full ?? ''}`),
    web_app_open_popup: (data) => host.popup(data),
    web_app_data_send: (data) => host.data(String(data.data ?? '')),
    web_app_invoke_custom_method: cloudMethod,
    web_app_request_write_access: () => send('write_access_requested', { status: 'allowed' }),
    web_app_request_phone: () => send('phone_requested', { status: 'cancelled' }),
    web_app_read_text_from_clipboard: (data) => send('clipboard_text_received', { req_id: data.req_id, data: null }),
    web_app_open_invoice: (data) => send('invoice_closed', { slug: data.slug, status: 'cancelled' }),
  };

  function setup(name, data) {
    buttons[name] = { ...buttons[name], ...data };
    host.buttons([buttons.main, buttons.secondary]);
  }

  const receive = (event) => {
    if (event.source !== frame.contentWindow) return;
    let value = event.data;
    try {
      if (typeof value === 'string') value = JSON.parse(value);
      const data = typeof value.eventData === 'string' ? JSON.parse(value.eventData) : value.eventData;
      handlers[value?.eventType]?.(data ?? {});
    } catch {
      // Not one of ours: any script in the frame may post what it likes.
    }
  };
  const recolor = () => {
    palette = theme();
    send('theme_changed', { theme_params: palette });
  };
  const observer = new ResizeObserver(viewport);
  observer.observe(frame);
  window.addEventListener('message', receive);
  window.addEventListener('themechange', recolor);

  return {
    send,
    stop() {
      observer.disconnect();
      window.removeEventListener('message', receive);
      window.removeEventListener('themechange', recolor);
    },
  };
}
