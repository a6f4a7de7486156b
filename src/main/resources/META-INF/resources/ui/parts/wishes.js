// What operators want of a group and is in force.
import { card, row, table } from '../dom.js';
import { between } from '../words.js';
import { memberName, shardName } from './names.js';

const WHAT = {
  drain: () => 'drained',
  departure: (wish) => (wish.value === 'left' ? 'has stopped' : 'evicted'),
  weight: (wish) => `weight ${wish.value}`,
  pin: (wish) => `pinned to ${wish.value}`,
  park: () => 'parked',
};

export function wishes(group) {
  const wanted = Object.keys(WHAT).flatMap((kind) => Object.values(group.wishes[kind]));
  return wanted.length === 0 ? null : card('wishes', 'Operators want',
    table('What operators want', ['What', 'Of', 'For', 'By', 'Reason'], wanted.map((wish) => row(`${wish.kind} ${wish.of}`, '',
      WHAT[wish.kind](wish),
      wish.kind === 'pin' || wish.kind === 'park' ? shardName(group.path, wish.of, group.topics) : memberName(group.path, wish.of),
      wish.until ? `${between(group.at, wish.until)} more` : 'until taken back',
      wish.by ?? '–',
      wish.reason))));
}
