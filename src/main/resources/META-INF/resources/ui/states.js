// The states of a group, the worst first, and what each means.
export const STATES = {
  damaged: { tone: 'bad', means: 'what is stored of it cannot be read; passes leave it alone' },
  rebuilding: { tone: 'bad', means: 'Redis lost writes; who holds what is rebuilt from reports' },
  stuck: { tone: 'bad', means: 'a hand-over takes longer than its limit' },
  paused: { tone: 'warn', means: 'an operator wants it left as it is' },
  moving: { tone: 'warn', means: 'shards are on their way to another member' },
  deleted: { tone: 'warn', means: 'a call has deleted it, and the catalog file declares it; the file brings it back when it is applied again' },
  empty: { tone: '', means: 'nobody is there' },
  stable: { tone: 'good', means: 'everybody has their shards' },
};

const ORDER = Object.keys(STATES);

export const rank = (state) => (ORDER.includes(state) ? ORDER.indexOf(state) : ORDER.length);
