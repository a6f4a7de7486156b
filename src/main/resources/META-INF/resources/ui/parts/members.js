// The members of a group: who lives, since when it was last heard, what it holds.
import { redraw, reload } from '../bus.js';
import { card, chip, element, made, row, table } from '../dom.js';
import { count, natural, plural, span } from '../words.js';
import { memberName } from './names.js';
import { sortable, sorted } from './sorting.js';

export const PAGE = 50;

/** Whose page of members is shown; froms: where the pages before began. */
export const listing = { path: '', sort: { by: 'name', down: false }, froms: [''] };

const last = (value) => (value === null || value === undefined ? Number.MAX_VALUE : value);
const ORDERS = {
  name: (a, b) => natural(a.name, b.name),
  granted: (a, b) => a.granted - b.granted,
  lastHeartbeat: (a, b) => last(b.silentMillis) - last(a.silentMillis),
  leaseLeftMillis: (a, b) => last(a.leaseLeftMillis) - last(b.leaseLeftMillis),
  weight: (a, b) => weightOf(a) - weightOf(b),
};

export function query(path) {
  if (listing.path !== path) {
    Object.assign(listing, { path, froms: [''] });
  }
  const { by, down } = listing.sort;
  return { limit: PAGE, sort: `${down ? '-' : ''}${by}`, from: listing.froms.at(-1) };
}

const weightOf = (member) => member.weight ?? 1;

export function members(group, page) {
  const rows = sorted(page.members, listing.sort, ORDERS);
  const detailed = rows.some((member) => member.lastHeartbeat !== undefined);
  return card('members', 'Members',
    element('p', 'note', page.total === 0 ? 'Nobody is here.' : where(page)),
    rows.length > 0 ? table('Members', heads(detailed), rows.map((member) => line(group, member, detailed))) : null,
    page.total > PAGE ? pager(page) : null);
}

function where(page) {
  return page.members.length < page.total ? `${count(page.members.length)} of ${plural(page.total, 'member')}, page ${listing.froms.length}` : plural(page.total, 'member');
}

function resort() {
  listing.froms = [''];
  redraw();
  reload();
}

function heads(detailed) {
  const sort = (by, label, className) => sortable(listing.sort, by, label, className, resort);
  return [sort('name', 'Name'), 'State', sort('granted', 'Shards', 'number'),
    ...(detailed ? [sort('lastHeartbeat', 'Last heartbeat', 'number'), sort('leaseLeftMillis', 'Lease left', 'number'), 'Client'] : []),
    sort('weight', 'Weight', 'number')];
}

function line(group, member, detailed) {
  const wishes = group.wishes;
  const wished = { ...member, weight: member.weight ?? wishes.weight[member.name]?.value, draining: member.draining ?? Boolean(wishes.drain[member.name]) };
  const time = (millis) => element('td', 'number', millis === null || millis === undefined ? '–' : span(millis));
  return row(member.name, member.alive ? '' : 'gone',
    memberName(group.path, member.name),
    element('td', '', ...chips(wished, group)),
    element('td', 'number', count(member.granted)),
    ...(detailed ? [time(member.silentMillis), time(member.leaseLeftMillis), element('td', 'clip', member.client ?? '–')] : []),
    element('td', 'number', String(weightOf(wished))));
}

export function chips(member, group) {
  const draining = member.draining ?? Boolean(group.wishes.drain[member.name]);
  return [
    !member.alive ? chip('bad', 'lease gone') : member.pending ? chip('warn', 'joining')
      : member.aboutToExpire ? chip('bad', 'about to expire') : chip('good', 'alive'),
    draining ? chip('warn', 'draining') : null,
    member.handingOver ? chip('warn', 'handing over') : null,
    ...(member.suspicions ?? []).map((why) => chip('bad', why === 'senders-in-turn' ? 'two senders' : why === 'reports-in-turn' ? 'two reports' : why)),
  ];
}

function pager(page) {
  return element('div', 'controls',
    made('button', {
      type: 'button', class: 'quiet', disabled: listing.froms.length === 1,
      onclick: () => turn(() => listing.froms.pop()),
    }, 'Previous members'),
    made('button', {
      type: 'button', class: 'quiet', disabled: page.next === null,
      onclick: () => turn(() => listing.froms.push(page.next)),
    }, 'Next members'));
}

function turn(page) {
  page();
  reload();
}
