// Small pieces of page. Text only ever goes in as text: names come from whoever runs a consumer.

/** What does not show, or turns text around, as its number: two names never look alike because of it. */
export function visible(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children
    .filter((child) => child !== null && child !== undefined)
    .map((child) => (typeof child === 'string' ? visible(child) : child)));
  return made;
}

/** The same member has the same colour everywhere and at every poll. */
export function hue(name) {
  let hash = 0;
  for (let i = 0; i < name.length; i++) {
    hash = (hash * 31 + name.charCodeAt(i)) >>> 0;
  }
  return Math.round((hash * 0.61803398875 * 360) % 360);
}

export function member(name) {
  if (name === null) {
    return element('span', 'dim', '–');
  }
  const dot = element('span', 'dot');
  dot.style.setProperty('--hue', hue(name));
  const label = element('span', 'name', dot, element('span', 'label', name));
  label.title = visible(name);
  return label;
}

/** [0,1,2,3,7] as 0–3, 7 */
export function ranges(numbers) {
  const parts = [];
  for (let i = 0; i < numbers.length; i++) {
    const start = numbers[i];
    while (numbers[i + 1] === numbers[i] + 1) {
      i++;
    }
    parts.push(start === numbers[i] ? `${start}` : `${start}–${numbers[i]}`);
  }
  return parts.join(', ');
}

/** Shards by topic; the topic is only named where the group has several. */
export function shardText(byTopic, topics) {
  return Object.entries(byTopic)
    .filter(([, numbers]) => numbers.length > 0)
    .map(([topic, numbers]) => (topics.length > 1 ? `${shortTopic(topic)}: ${ranges(numbers)}` : ranges(numbers)))
    .join('; ');
}

export function shortTopic(topic) {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(topic) ? `${topic.slice(0, 8)}…` : topic;
}

export function ago(then, now) {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(then)) / 1000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

export const count = (number) => number.toLocaleString('en');

export const plural = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;
