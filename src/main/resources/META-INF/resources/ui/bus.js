// How parts ask for a page to be drawn or read again, and say something to screen readers.
const events = new EventTarget();

export const redraw = () => events.dispatchEvent(new Event('redraw'));
export const reload = () => events.dispatchEvent(new Event('reload'));
export const onRedraw = (then) => events.addEventListener('redraw', then);
export const onReload = (then) => events.addEventListener('reload', then);

export function say(text) {
  document.getElementById('said').textContent = text;
}
