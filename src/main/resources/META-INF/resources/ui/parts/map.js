// The map of a group's shards, with what one wants to find on it.
import { redraw } from '../bus.js';
import { card, element, made } from '../dom.js';
import { count, plural } from '../words.js';
import { WORDS, holderAt, placeOf, shardAt } from './board.js';
import { paint } from './canvas.js';
import { memberName, shardName } from './names.js';

const wanted = { path: '', state: '', member: '', place: -1, note: '' };
let grid = null;
let painted = {};

export function map(group, board) {
  if (wanted.path !== group.path) {
    Object.assign(wanted, { path: group.path, state: '', member: '', place: -1, note: '' });
  }
  return card('map', 'Shards', controls(board),
    made('div', { class: 'canvas', 'data-own': true }, made('canvas', { id: 'board', role: 'img' })),
    element('p', 'note', legend(board)),
    at(group, board));
}

function controls(board) {
  return element('div', 'controls',
    made('form', { class: 'controls', onsubmit: (event) => jump(event, board) },
      made('label', {}, 'Shard ', made('input', { id: 'jump', size: '10', placeholder: 'number', autocomplete: 'off' })),
      element('button', 'quiet', 'Find shard')),
    made('label', {}, 'State ', made('select', { id: 'state', onchange: (event) => filter('state', event.target.value) },
      made('option', { value: '' }, 'all'),
      ...Object.entries(WORDS).map(([letter, word]) => made('option', { value: letter }, word)))),
    made('label', {}, 'Member ', made('input', {
      id: 'holder', type: 'search', size: '14', placeholder: 'part of a name', autocomplete: 'off', oninput: (event) => filter('member', event.target.value.trim()),
    })));
}

function filter(what, value) {
  wanted[what] = value;
  redraw();
}

function jump(event, board) {
  event.preventDefault();
  const text = event.target.elements.jump.value.trim();
  wanted.place = placeOf(board, text);
  wanted.note = wanted.place < 0 ? `The group has no shard ${text}.` : '';
  redraw();
}

function isWanted(board) {
  const text = wanted.member.toLowerCase();
  const holders = new Set([...board.members].filter(([, name]) => name.toLowerCase().includes(text)).map(([number]) => number));
  return (place) => (!wanted.state || board.states[place] === wanted.state) && (!text || holders.has(board.holders[place]));
}

function tally({ tally: numbers }) {
  return Object.entries(WORDS).filter(([letter]) => numbers[letter]).map(([letter, word]) => `${count(numbers[letter])} ${word}`).join(', ');
}

function legend(board) {
  const each = grid && grid.each > 1 ? ` A cell stands for ${grid.each} shards and shows the worst of them.` : '';
  return board.total === 0 ? 'No shard can be given to anybody.'
    : `${plural(board.total, 'shard')}: ${tally(board)}. One colour per holder; amber: handing over; hollow: nobody’s.${each}`;
}

/** What was found or clicked, in words and links. */
function at(group, board) {
  if (wanted.place < 0 || wanted.place >= board.total) {
    return made('p', { id: 'map-at', 'aria-live': 'polite' }, wanted.note);
  }
  const end = Math.min(board.total, wanted.place + (grid ? grid.each : 1));
  const places = Array.from({ length: Math.min(end - wanted.place, 12) }, (_, i) => wanted.place + i);
  return made('p', { id: 'map-at', 'aria-live': 'polite' }, ...places.flatMap((place, i) => [i > 0 ? '; ' : '',
    shardName(group.path, shardAt(board, place), group.topics), ` ${WORDS[board.states[place]]}`,
    holderAt(board, place) === null ? '' : ' ', holderAt(board, place) === null ? '' : memberName(group.path, holderAt(board, place))]));
}

/** After the page is drawn. Painted again only when something on it has changed. */
export function drawMap(group, board) {
  const canvas = document.getElementById('board');
  const scheme = matchMedia('(prefers-color-scheme: dark)').matches;
  const look = JSON.stringify([group.path, wanted, canvas.parentElement.clientWidth, scheme]);
  if (look === painted.look && board === painted.board && canvas.style.height) {
    return;
  }
  painted = { look, board };
  const before = grid?.each;
  grid = paint(canvas, board, isWanted(board), wanted.place);
  canvas.setAttribute('aria-label', `Map of ${plural(board.total, 'shard')}: ${tally(board)}`);
  canvas.onclick = (event) => {
    const cell = Math.floor(event.offsetY / grid.size) * grid.columns + Math.floor(event.offsetX / grid.size);
    wanted.place = Math.min(cell * grid.each, board.total - 1);
    redraw();
  };
  if (before !== grid.each) {
    redraw();
  }
}
addEventListener('resize', redraw);
