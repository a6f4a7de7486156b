// Tables that are sorted by a press on a head.
import { made } from '../dom.js';

/** @param then after the order has changed */
export function sortable(sort, by, label, className, then) {
  const active = sort.by === by;
  return made('th', {
    scope: 'col', class: className ?? '', 'aria-sort': active ? (sort.down ? 'descending' : 'ascending') : null, 'data-key': by,
  }, made('button', {
    type: 'button', class: 'sort',
    onclick: () => {
      sort.down = active ? !sort.down : false;
      sort.by = by;
      then();
    },
  }, label, made('span', { 'aria-hidden': 'true', class: 'arrow' }, active ? (sort.down ? ' ▼' : ' ▲') : '')));
}

export function sorted(rows, sort, orders) {
  const order = orders[sort.by];
  return order ? [...rows].sort((a, b) => (sort.down ? order(b, a) : order(a, b))) : rows;
}
