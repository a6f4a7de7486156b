// Small pieces of page. Text only ever goes in as text: names come from whoever runs a consumer.

/** What does not show, or turns text around, as its number: two names never look alike because of it. */
export function visible(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}

const given = (child) => child !== null && child !== undefined && child !== false;

const node = (child) => (typeof child === 'string' ? visible(child) : child);

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children.flat().filter(given).map(node));
  return made;
}

/** @param attributes set as attributes; what begins with on is a handler */
export function made(tag, attributes, ...children) {
  const result = element(tag, '', ...children);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      result[name] = value;
    } else if (value === true) {
      result.setAttribute(name, '');
    } else if (given(value)) {
      result.setAttribute(name, typeof value === 'string' ? visible(value) : value);
    }
  }
  return result;
}

export function link(href, className, ...children) {
  const result = element('a', className, ...children);
  result.setAttribute('href', href);
  return result;
}

/** A part of a page with a heading, found by screen readers as a region. */
export function card(id, title, ...children) {
  const result = element('section', 'card', made('h2', { id: `${id}-title` }, ...[title].flat()), ...children);
  result.id = id;
  result.setAttribute('aria-labelledby', `${id}-title`);
  return result;
}

/** @param rows with a data-key each */
export function table(label, heads, rows) {
  const wide = made('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label },
    element('table', '', made('caption', { class: 'unseen' }, label),
      element('thead', '', element('tr', '', ...heads.map((head) =>
        (typeof head === 'string' ? made('th', { scope: 'col' }, head) : head)))),
      element('tbody', '', ...rows)));
  return wide;
}

export function row(key, className, ...cells) {
  const result = element('tr', className, ...cells.map((cell) => (cell instanceof HTMLTableCellElement ? cell : element('td', '', cell))));
  result.dataset.key = key;
  return result;
}

export const chip = (tone, text) => element('span', `chip ${tone}`, text);

/** The same member has the same colour everywhere and at every poll. */
export function hue(name) {
  let hash = 0;
  for (let i = 0; i < name.length; i++) {
    hash = (hash * 31 + name.charCodeAt(i)) >>> 0;
  }
  return Math.round((hash * 0.61803398875 * 360) % 360);
}
