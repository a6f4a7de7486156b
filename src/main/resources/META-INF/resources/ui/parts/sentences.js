// One plain sentence for each kind of decision. d: names as links (from, to), shards as links, n: how many shards.
const has = (d) => (d.n === 1 ? ' has' : ' have');
const was = (d) => (d.n === 1 ? ' was' : ' were');
const goes = (d, one, many) => (d.n === 1 ? one : many);

export const SENTENCES = {
  'member-joined': (d) => [d.to, ' joined'],
  'member-expired': (d) => [d.from, ' expired: it was silent for longer than the session timeout'],
  'member-evicted': (d) => [d.from, ' was evicted'],
  'member-left': (d) => [d.from, ' left: its process stopped'],
  'expiry-held': () => ['Nobody expires for now: too many members fell silent at a time'],
  'expiry-resumed': () => ['Members expire again: who is still silent goes'],
  granted: (d) => [d.shards, goes(d, ' goes to ', ' go to '), d.to],
  'shard-freed': (d) => [d.shards, was(d), ' taken from ', d.from, ' and', goes(d, ' is', ' are'), ' nobody’s now'],
  'shard-rested': (d) => [d.shards, has(d), ' rested long enough and can be given to somebody'],
  'shard-parked': (d) => [d.shards, goes(d, ' is', ' are'), ' parked: nobody gets ', goes(d, 'it', 'them'), ' for a while'],
  'hand-over-begun': (d) => [d.from, ' was asked to let go of ', d.shards, ' for ', d.to],
  'hand-over-released': (d) => [d.from, ' let go of ', d.shards, ', which ', goes(d, 'rests', 'rest'), ' before ', d.to, ' gets ', goes(d, 'it', 'them')],
  'hand-over-taken-up': (d) => [d.from, ' reports ', d.shards, ' again: the hand-over goes on'],
  'hand-over-renewed': (d) => ['The hand-over of ', d.shards, ' from ', d.from, ' to ', d.to, ' begins anew'],
  'hand-over-repaired': (d) => ['The hand-over of ', d.shards, ' was dropped: ', goes(d, 'it was', 'they were'), ' in a grant, too'],
  'handed-over': (d) => [d.shards, ' went from ', d.from, ' to ', d.to],
  'hand-over-cancelled': (d) => [d.shards, goes(d, ' stays', ' stay'), ' with ', d.from, ': the hand-over is off'],
  'hand-over-redirected': (d) => [d.shards, ' of ', d.from, goes(d, ' is', ' are'), ' meant for ', d.to, ' now'],
  'hand-over-stuck': (d) => [d.from, ' has not let go of ', d.shards, ' within the limit'],
  'hand-over-forced': (d) => [d.shards, ' went to ', d.to, ' though ', d.from, ' did not let go within the limit'],
  adopted: (d) => [d.shards, goes(d, ' is', ' are'), ' with ', d.to, ', who reported ', goes(d, 'it', 'them'), ' after the loss'],
  'writes-lost': () => ['Redis was started anew or failed over and may lack its last writes: who holds what is rebuilt from reports'],
  'everything-lost': () => ['Redis had lost everything: members, checkpoints and the history before are gone'],
  rebuilt: () => ['Ownership has been rebuilt after Redis lost writes'],
  'double-grant-repaired': (d) => [d.shards, was(d), ' in two grants: taken from ', d.from],
  'shard-removed': (d) => [d.shards, goes(d, ' is', ' are'), ' no longer given to anybody'],
};

export const TONES = {
  'member-expired': 'bad', 'member-evicted': 'bad', 'expiry-held': 'bad', 'hand-over-stuck': 'bad', 'hand-over-forced': 'bad',
  'double-grant-repaired': 'bad', 'hand-over-repaired': 'bad', 'shard-parked': 'bad', rebuilt: 'bad', 'writes-lost': 'bad', 'everything-lost': 'bad', 'hand-over-begun': 'warn',
  'hand-over-redirected': 'warn', 'hand-over-released': 'warn', 'hand-over-taken-up': 'warn', 'hand-over-renewed': 'warn',
  'shard-freed': 'warn', 'member-left': 'warn', granted: 'good', 'handed-over': 'good', 'member-joined': 'good',
};

/** Causes that the sentence of the kind says already. */
export const SAID = {
  'member-expired': 'expired', 'member-evicted': 'evicted', 'member-left': 'left', 'expiry-held': 'too-many-silent',
  rebuilt: 'rebuilt', 'writes-lost': 'rebuilt', 'everything-lost': 'rebuilt', adopted: 'adopted', 'shard-rested': 'rested', 'shard-parked': 'parked', 'hand-over-released': 'released',
  'hand-over-taken-up': 'taken-up', 'hand-over-cancelled': 'cancelled', 'hand-over-redirected': 'redirected',
  'hand-over-stuck': 'overdue', 'hand-over-forced': 'forced',
};
