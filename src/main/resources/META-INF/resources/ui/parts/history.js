// What passes decided, in sentences. Decisions that differ in nothing but the shard are one sentence.
import { element, made } from '../dom.js';
import { clock, count, plural, span } from '../words.js';
import { because } from './causes.js';
import { memberName, shardName } from './names.js';
import { SAID, SENTENCES, TONES } from './sentences.js';

const MOST_LINES = 6;
const MOST_SHARDS = 6;

/** @param own whether it is the history of one member or shard: what else passes decided is not its */
export function history(path, passes, topics, own = false) {
  if (passes.length === 0) {
    return element('p', 'dim', 'Nothing that is still known.');
  }
  return element('ol', 'history', ...passes.map((pass) => onePass(path, pass, topics, own)));
}

const SVG = 'http://www.w3.org/2000/svg';
const WIDE = 1000;
const HIGH = 36;
const WORST = ['bad', 'warn', 'good'];

/** When the passes were, from the earliest of these until now: a bar each, as high as it decided much, in the worst tone. */
export function timeline(passes, now) {
  if (passes.length < 2) {
    return null;
  }
  const from = Date.parse(passes.at(-1).at);
  const all = passes.reduce((sum, pass) => sum + pass.count, 0);
  const svg = drawn('svg', {
    class: 'timeline', viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: 'none', role: 'img',
    'aria-label': `${plural(all, 'decision')} in ${plural(passes.length, 'pass')} of the last ${span(now - from)}`.replace('passs', 'passes'),
  });
  const most = Math.log2(1 + Math.max(...passes.map(({ count: decisions }) => decisions)));
  for (const pass of passes) {
    const height = 4 + (Math.log2(1 + pass.count) / most) * (HIGH - 4);
    const tones = new Set(pass.decisions.map(({ kind }) => TONES[kind]));
    svg.append(drawn('rect', {
      class: WORST.find((tone) => tones.has(tone)) ?? '', width: 4, height, y: HIGH - height,
      x: ((Date.parse(pass.at) - from) / Math.max(1, now - from)) * (WIDE - 4),
    }));
  }
  return element('figure', '', svg, element('figcaption', 'note', `${clock(from)} until now`));
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

function onePass(path, pass, topics, own) {
  const time = made('time', { datetime: pass.at, title: pass.at }, clock(pass.at));
  const lines = gathered(pass.decisions).slice(0, MOST_LINES);
  const rest = (own ? pass.decisions.length : pass.count) - lines.reduce((sum, line) => sum + line.decisions, 0);
  const item = element('li', '',
    element('div', 'when', time, element('span', 'dim', `epoch ${pass.epoch}`)),
    ...lines.map((line) => sentence(path, line, topics)),
    rest > 0 ? element('p', 'dim', `and ${plural(rest, 'decision')} more`) : null);
  item.dataset.key = `${pass.epoch} ${pass.at} ${pass.decisions[0]?.kind} ${pass.decisions[0]?.shard}`;
  return item;
}

function gathered(decisions) {
  const lines = new Map();
  for (const { kind, shard, from, to, cause } of decisions) {
    const likeness = JSON.stringify([kind, from, to, cause]);
    const line = lines.get(likeness) ?? { kind, from, to, cause, shards: [], decisions: 0 };
    lines.set(likeness, line);
    line.decisions++;
    if (shard !== null) {
      line.shards.push(shard);
    }
  }
  return [...lines.values()];
}

/** Also for moves that a dry run foretells. */
export function sentence(path, line, topics) {
  const words = {
    from: memberName(path, line.from),
    to: memberName(path, line.to),
    shards: shardNames(path, line.shards, topics),
    n: line.shards.length,
  };
  const tell = SENTENCES[line.kind];
  const told = element('p', `decision ${TONES[line.kind] ?? ''}`,
    ...(tell ? tell(words) : [line.kind, ' ', words.shards]), line.cause && line.cause !== SAID[line.kind] ? element('span', 'cause', ` ${because(line.cause)}`) : null, '.');
  told.title = line.cause ? `${line.kind}, ${line.cause}` : line.kind;
  return told;
}

export function shardNames(path, shards, topics) {
  const shown = shards.slice(0, MOST_SHARDS).flatMap((shard, i) => [i > 0 ? ', ' : '', shardName(path, shard, topics)]);
  return element('span', '', ...shown, shards.length > MOST_SHARDS ? ` and ${count(shards.length - MOST_SHARDS)} more` : '');
}
