// Numbers, times and names as people read them.
const COLLATOR = new Intl.Collator('en', { numeric: true });

/** worker-2 before worker-10. */
export const natural = (a, b) => COLLATOR.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

export const count = (number) => number.toLocaleString('en');

export const plural = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;

/** How long that is, in one unit. */
export function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}

export const between = (then, now) => span(Date.parse(now) - Date.parse(then));

export const clock = (instant) => new Date(instant).toLocaleTimeString('en-GB');

export const shortTopic = (topic) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(topic) ? `${topic.slice(0, 8)}…` : topic);

export const shortShard = (shard) => {
  const slash = shard.lastIndexOf('/');
  return `${shortTopic(shard.slice(0, slash))}/${shard.slice(slash + 1)}`;
};
