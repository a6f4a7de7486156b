// Makes what is on the page equal to what was drawn anew, changing only what differs: focus, selection, scroll positions
// and what somebody has typed survive every poll. Rows with a data-key are found again when their order changes.
const HANDLERS = ['onclick', 'onchange', 'oninput', 'onsubmit'];

/** Elements with data-own look after themselves: their children are left alone. */
export function render(root, children) {
  const fresh = root.cloneNode(false);
  fresh.append(...children);
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  patchChildren(root, fresh);
  if (focused && focused !== document.activeElement) {
    (focused.isConnected ? focused : document.querySelector('main')).focus({ preventScroll: true });
  }
}

const keyOf = (node) => node.dataset?.key;

const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b) && a.id === b.id;

function nextAlike(cursor, next) {
  let found = cursor;
  while (found && !alike(found, next)) {
    found = found.nextSibling;
  }
  return found;
}

function patchChildren(old, fresh) {
  const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let cursor = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const found = keyOf(next) ? keyed.get(keyOf(next)) : nextAlike(cursor, next);
    if (!found || !alike(found, next)) {
      old.insertBefore(next, cursor);
      continue;
    }
    if (found === cursor) {
      cursor = cursor.nextSibling;
    } else {
      old.insertBefore(found, cursor);
    }
    patch(found, next);
  }
  while (cursor) {
    const gone = cursor;
    cursor = cursor.nextSibling;
    gone.remove();
  }
}

function patch(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  patchAttributes(old, fresh);
  HANDLERS.forEach((handler) => (old[handler] = fresh[handler]));
  if (!('own' in old.dataset)) {
    patchChildren(old, fresh);
  }
}

function patchAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (name !== 'style' && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const { name } of [...old.attributes]) {
    if (name !== 'style' && !fresh.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  // Not as an attribute: the page's policy forbids those.
  if (old.style.cssText !== fresh.style.cssText) {
    old.style.cssText = fresh.style.cssText;
  }
}
