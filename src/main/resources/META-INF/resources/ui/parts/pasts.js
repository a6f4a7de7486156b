// How each group fared while this browser watched: a few samples of each, kept here, so that it costs a node nothing.

const STEP_MILLIS = 5_000;
const LONGEST_MILLIS = 15 * 60_000;
/** Of one group. Where nothing changes there are two, however long that is. */
const MOST_SAMPLES = 60;
const MOST_GROUPS = 2_000;

const pasts = new Map();

/** @param groups as they are now; where there are too many, what is known of others is forgotten */
export function note(groups, now) {
  for (const { path, members, handOvers } of groups) {
    const past = pasts.get(path) ?? [];
    add(past, { at: now, members, handOvers });
    pasts.delete(path);
    pasts.set(path, past);
  }
  for (const path of pasts.keys()) {
    if (pasts.size <= MOST_GROUPS) {
      return;
    }
    pasts.delete(path);
  }
}

/** The samples of a group, the earliest first; fewer than two tell nothing yet. */
export const pastOf = (path) => pasts.get(path) ?? [];

const alike = (a, b) => a.members === b.members && a.handOvers === b.handOvers;

/** The last one is of now: it moves on until a step is over, and while nothing changes. A short hand-over is not lost in that. */
function add(past, sample) {
  const [before, last] = past.slice(-2);
  if (last && sample.at - before.at < STEP_MILLIS) {
    past[past.length - 1] = { ...sample, handOvers: Math.max(sample.handOvers, last.handOvers) };
  } else if (last && alike(before, last) && alike(last, sample)) {
    past[past.length - 1] = sample;
  } else {
    past.push(sample);
  }
  while (past.length > MOST_SAMPLES || (past.length > 2 && sample.at - past[1].at > LONGEST_MILLIS)) {
    past.shift();
  }
}
