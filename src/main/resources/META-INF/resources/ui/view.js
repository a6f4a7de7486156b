// Draws a group. Each part is only redrawn when its data changed, so that a selection or a scroll position survives a poll.
import { ago, count, element, hue, member, plural, shardText, shortTopic, visible } from './dom.js';

const byId = (id) => document.getElementById(id);
const drawn = new Map();

/** Cells and rows beyond these are told, not drawn: a page of a thousand members must stay light. */
export const MAX_ROWS = 300;
const MAX_LINES = 12;

function draw(id, data, children) {
  const text = JSON.stringify(data);
  if (drawn.get(id) !== text) {
    drawn.set(id, text);
    byId(id).replaceChildren(...children());
  }
}

export function drawGroups(groups, selected) {
  draw('groups', [groups, selected], () => groups.map((group) => {
    const link = element('a', group.path === selected ? 'selected' : '',
      element('span', `tag ${group.dialect}`, group.dialect.toUpperCase()),
      element('span', 'what', element('b', '', group.name), element('small', '', parentOf(group))),
      element('span', 'figures', plural(group.members, 'member'),
        group.handOvers > 0 ? element('em', '', plural(group.handOvers, 'hand-over')) : null));
    link.href = `#/${group.path}`;
    link.title = group.path;
    return element('li', '', link);
  }));
}

function parentOf(group) {
  return group.scope ? `${group.namespace} / ${group.scope}` : shortTopic(group.namespace);
}

export function drawGroup(group) {
  byId('group-name').textContent = group.name;
  byId('group-path').textContent = group.path;
  byId('rebuilding').hidden = !group.rebuildingUntil;
  byId('rebuilding').textContent = `Redis lost writes: who holds what is rebuilt from reports until ${group.rebuildingUntil}.`;
  byId('held-back').hidden = !group.expiryHeldUntil || !!group.rebuildingUntil;
  byId('held-back').textContent = 'Nobody expires for now: the coordinator or Redis was away, or too many members fell silent at a time; they must have the chance to renew.';
  drawTiles(group);
  drawMap(group);
  drawMembers(group);
  drawShards(group);
  drawHistory(group);
}

function drawTiles(group) {
  const { memberCounts: members, shardCounts: shards } = group;
  const tiles = [
    ['Members alive', `${count(members.alive)} of ${count(members.total)}`, members.alive < members.total ? 'bad' : ''],
    ['Shards held', `${count(shards.held)} of ${count(shards.total)}`, ''],
    ['Handing over', count(shards.handingOver), shards.stuck > 0 ? 'bad' : shards.handingOver > 0 ? 'warn' : ''],
    ['Free', count(shards.free + shards.fenced + shards.parked), shards.free + shards.fenced + shards.parked > 0 ? 'bad' : ''],
    ['Session timeout', `${group.sessionTimeoutMillis / 1000} s`, ''],
    ['Epoch', String(group.epoch), 'small'],
  ];
  draw('tiles', tiles, () => tiles.map(([name, value, tone]) =>
    element('div', `tile ${tone}`, element('dt', '', name), element('dd', '', value))));
}

function drawMap(group) {
  const { shards, total } = group.shards;
  draw('map', shards.map((shard) => [shard.id, shard.state, shard.holder, shard.next]), () => shards.map((shard) => {
    const cell = element('span', `cell ${shard.state}`, String(shard.number));
    cell.title = visible(`${shard.id}: ${describe(shard)}`);
    if (shard.holder !== null) {
      cell.style.setProperty('--hue', hue(shard.holder));
    }
    return cell;
  }));
  byId('map-note').textContent = [capped(shards.length, total, 'shard'),
    shards.length > 0 ? 'One colour per holder; striped: handing over; hollow: free.' : 'No shard is in this state.'].join(' ').trim();
}

function describe(shard) {
  switch (shard.state) {
    case 'held': return `held by ${shard.holder}`;
    case 'handing-over': return `${shard.holder} is asked to let go for ${shard.next ?? 'nobody'}${shard.stuck ? ', and does not' : ''}`;
    case 'parked': return `parked until ${shard.fencedUntil}: its holders died one after another`;
    case 'fenced': return `resting until ${shard.fencedUntil}`;
    default: return 'free';
  }
}

function drawMembers(group) {
  const { members, total } = group.members;
  byId('members-note').textContent = total === 0 ? 'Nobody is here.' : capped(members.length, total, 'member');
  const handOvers = group.shards.shards.filter((shard) => shard.state === 'handing-over');
  draw('members', [members, handOvers], () => members.map((row) => element('tr', row.alive ? '' : 'gone',
    element('td', '', member(row.name)),
    element('td', '', lease(row)),
    element('td', 'number', count(row.granted)),
    element('td', 'mono clip', shardText(row.grant, group.topics) || '–'),
    element('td', 'number', row.alive ? count(row.reported) : '–'),
    element('td', '', ...differences(row, handOvers)))));
}

function lease(row) {
  if (!row.alive) {
    return element('span', 'chip bad', 'gone');
  }
  return row.pending ? element('span', 'chip warn', 'joining') : element('span', 'chip good', 'alive');
}

function ids(byTopic) {
  return Object.entries(byTopic ?? {}).flatMap(([topic, numbers]) => numbers.map((number) => `${topic}/${number}`));
}

/** What the member says it holds against what it may hold. */
function differences(row, handOvers) {
  if (!row.alive) {
    return [element('span', 'dim', 'lease gone: to be expired')];
  }
  const handingOver = new Set(handOvers.map((shard) => shard.id));
  const coming = handOvers.filter((shard) => shard.next === row.name).length;
  const grant = new Set(ids(row.grant));
  const report = new Set(ids(row.report));
  const extra = [...report].filter((id) => !grant.has(id));
  const leaving = extra.filter((id) => handingOver.has(id)).length;
  const missing = [...grant].filter((id) => !report.has(id)).length;
  const chips = [];
  if (leaving > 0) {
    chips.push(element('span', 'chip warn', `letting go of ${leaving}`));
  }
  if (extra.length > leaving) {
    chips.push(element('span', row.handingOver ? 'chip warn' : 'chip bad', `still has ${extra.length - leaving} not granted`));
  }
  if (missing > 0) {
    chips.push(element('span', 'chip', `has not taken up ${missing}`));
  }
  if (coming > 0) {
    chips.push(element('span', 'chip', `will get ${coming}`));
  }
  return chips.length > 0 ? chips : [element('span', 'dim', 'same')];
}

function drawShards(group) {
  const { shards, total } = group.shards;
  byId('shards-note').textContent = capped(shards.length, total, 'shard');
  const since = (shard) => (shard.since ? ago(shard.since, group.at)
    : shard.fencedUntil ? `${ago(group.at, shard.fencedUntil)} more` : '');
  draw('shards', shards.map((shard) => [shard, since(shard)]), () => shards.map((shard) => element('tr', shard.state,
    element('td', 'mono', group.topics.length > 1 ? `${shortTopic(shard.topic)}/${shard.number}` : String(shard.number)),
    element('td', '', element('span', `chip ${shard.stuck ? 'bad' : tone(shard.state)}`, shard.stuck ? 'stuck' : shard.state.replace('-', ' '))),
    element('td', '', member(shard.holder)),
    element('td', '', shard.next === null ? '' : member(shard.next)),
    element('td', 'dim', since(shard)))));
}

function tone(state) {
  return { held: 'good', 'handing-over': 'warn', free: 'bad', fenced: 'bad', parked: 'bad' }[state] ?? '';
}

function drawHistory(group) {
  const { passes } = group.history;
  draw('history', passes, () => (passes.length === 0 ? [element('li', 'dim', 'Nothing yet.')] : passes.map((pass) => {
    const time = element('time', '', new Date(pass.at).toLocaleTimeString());
    time.dateTime = pass.at;
    time.title = pass.at;
    const lines = gathered(pass.decisions);
    const shown = lines.slice(0, MAX_LINES);
    const rest = pass.count - shown.reduce((sum, line) => sum + line.decisions, 0);
    return element('li', '',
      element('div', 'when', time, element('span', 'dim', `epoch ${pass.epoch}`), element('span', 'dim', plural(pass.count, 'decision'))),
      ...shown.map((line) => decisionLine(line, group.topics)),
      rest > 0 ? element('div', 'dim', `and ${plural(rest, 'more decision')}`) : null);
  })));
}

/** Decisions that differ in nothing but the shard are one line. */
function gathered(decisions) {
  const lines = new Map();
  for (const { kind, shard, from, to } of decisions) {
    const likeness = JSON.stringify([kind, from, to]);
    const line = lines.get(likeness) ?? { kind, from, to, shards: {}, decisions: 0 };
    lines.set(likeness, line);
    line.decisions++;
    if (shard !== null) {
      const slash = shard.lastIndexOf('/');
      (line.shards[shard.slice(0, slash)] ??= []).push(Number(shard.slice(slash + 1)));
    }
  }
  return [...lines.values()];
}

const SENTENCES = {
  'member-expired': (d) => [member(d.from), ' expired: its lease was gone'],
  'member-joined': (d) => [member(d.to), ' joined'],
  granted: (d, shards) => [shards, ' granted to ', member(d.to)],
  'hand-over-begun': (d, shards) => [shards, ' asked of ', member(d.from), ' for ', member(d.to)],
  'handed-over': (d, shards) => [shards, ' handed over by ', member(d.from), ' to ', member(d.to)],
  'hand-over-cancelled': (d, shards) => [shards, ' stays with ', member(d.from), ': hand-over off'],
  'hand-over-redirected': (d, shards) => [shards, ' now meant for ', member(d.to)],
  'double-grant-repaired': (d, shards) => [shards, ' was in two grants; taken from ', member(d.from)],
  'shard-removed': (d, shards) => [shards, ' left the catalog'],
};

function decisionLine(line, topics) {
  Object.values(line.shards).forEach((numbers) => numbers.sort((a, b) => a - b));
  const shards = element('b', 'mono', `#${shardText(line.shards, topics)}`);
  const sentence = SENTENCES[line.kind];
  const drawnLine = element('div', `decision ${line.kind}`, ...(sentence ? sentence(line, shards) : [line.kind]));
  drawnLine.title = line.kind;
  return drawnLine;
}

function capped(shown, total, word) {
  return shown < total ? `The first ${count(shown)} of ${plural(total, word)}; the admin API has the rest.` : '';
}
