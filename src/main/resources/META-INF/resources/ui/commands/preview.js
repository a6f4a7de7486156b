// What a dry run answers: the moves with their causes, and how uneven loads are before and after.
import { element, made } from '../dom.js';
import { because } from '../parts/causes.js';
import { shardNames } from '../parts/history.js';
import { count, plural } from '../words.js';

const MOST_LINES = 30;

/** @param also what the command does beside moves */
export function preview({ group }, { moves, moveCount, spreadBefore, spreadAfter }, also) {
  const lines = gathered(moves ?? []);
  const rest = lines.slice(MOST_LINES).length;
  return [
    also ? element('p', 'strong', also) : null,
    made('h3', {}, moveCount > 0 ? `${plural(moveCount, 'shard')} would move` : 'No shard would move'),
    element('ul', 'moves', ...lines.slice(0, MOST_LINES).map((line) => element('li', '',
      shardNames(group.path, line.shards, group.topics),
      ` from ${line.from ?? 'nobody'} to ${line.to ?? 'nobody'} ${because(line.cause)}`))),
    rest > 0 ? element('p', 'note', `and ${plural(rest, 'line')} more`) : '',
    element('p', '', `Spread, the most shards of a member less the fewest, without the drained ones: ${count(spreadBefore)} now, ${count(spreadAfter)} then.`),
  ].filter(Boolean);
}

function gathered(moves) {
  const lines = new Map();
  for (const { shard, from, to, cause } of moves) {
    const likeness = JSON.stringify([from, to, cause]);
    const line = lines.get(likeness) ?? { from, to, cause, shards: [] };
    lines.set(likeness, line);
    line.shards.push(shard);
  }
  return [...lines.values()];
}
