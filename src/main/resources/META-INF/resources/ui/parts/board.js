// The shards of a group as numbers in arrays: fifty thousand objects would be slow.
/** @param map as a stream carries it: members by number, topics in blocks of [runs of numbers, states, holders] */
export function boardOf(map) {
  const topics = Object.entries(map.topics).map(([name, blocks]) => ({
    name, blocks: Object.entries(blocks).sort(([a], [b]) => a - b).map(([, block]) => block),
  }));
  const total = topics.reduce((sum, topic) => topic.blocks.reduce((all, [, states]) => all + states.length, sum), 0);
  const board = {
    members: new Map(Object.entries(map.members).map(([number, name]) => [Number(number), name])), total,
    states: topics.flatMap((topic) => topic.blocks.map(([, states]) => states)).join(''),
    holders: new Int32Array(total), numbers: new Int32Array(total), topics: [],
  };
  let place = 0;
  for (const topic of topics) {
    board.topics.push({ name: topic.name, start: place });
    for (const [runs, , holders] of topic.blocks) {
      board.holders.set(holders, place);
      for (let run = 0; run < runs.length; run += 2) {
        for (let i = 0; i < runs[run + 1]; i++) {
          board.numbers[place++] = runs[run] + i;
        }
      }
    }
  }
  board.tally = tally(board.states);
  return board;
}

function tally(states) {
  const numbers = {};
  for (const letter of states) {
    numbers[letter] = (numbers[letter] ?? 0) + 1;
  }
  return numbers;
}

export const WORDS = { h: 'held', m: 'handing over', s: 'stuck', f: 'free', r: 'resting', p: 'parked' };

/** The worst first: what a cell that stands for many shards shows. */
export const WORST = 'sfprmh';

export function topicAt(board, place) {
  return board.topics.findLast((topic) => topic.start <= place).name;
}

export const shardAt = (board, place) => `${topicAt(board, place)}/${board.numbers[place]}`;

export const holderAt = (board, place) => board.members.get(board.holders[place]) ?? null;

/** Where a shard is that somebody named as 17, or as topic/17; -1 for none. */
export function placeOf(board, text) {
  const slash = text.lastIndexOf('/');
  const number = Number(text.slice(slash + 1));
  const topic = slash < 0 ? board.topics[0] : board.topics.find(({ name }) => name === text.slice(0, slash));
  if (!topic || text.trim() === '') {
    return -1;
  }
  for (let place = topic.start; place < board.total; place++) {
    if (board.numbers[place] === number && topicAt(board, place) === topic.name) {
      return place;
    }
  }
  return -1;
}
