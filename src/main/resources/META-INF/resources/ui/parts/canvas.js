// Draws a board. Where there are more shards than cells fit, a cell stands for several: it shows the worst state among them.
import { hue } from '../dom.js';
import { WORST, holderAt } from './board.js';

const MOST_HEIGHT = 440;
const LARGEST = 30;
const SMALLEST = 6;
/** Nobody tells more colours than these apart: beyond, holders are pale, so that what moves stands out. */
const MOST_COLOURS = 30;

/** How large a cell is, and for how many shards it stands. */
export function gridOf(total, width) {
  for (let size = LARGEST; size >= SMALLEST; size -= 2) {
    const columns = Math.max(1, Math.floor(width / size));
    if (Math.ceil(total / columns) * size <= MOST_HEIGHT) {
      return { size, columns, each: 1 };
    }
  }
  const columns = Math.max(1, Math.floor(width / SMALLEST));
  const rows = Math.floor(MOST_HEIGHT / SMALLEST);
  return { size: SMALLEST, columns, each: Math.ceil(total / (columns * rows)) };
}

/** @param isWanted whether a place is what the filter asks for */
export function paint(canvas, board, isWanted, marked) {
  const width = canvas.parentElement.clientWidth;
  const grid = gridOf(board.total, width);
  const cells = Math.ceil(board.total / grid.each);
  const height = Math.max(grid.size, Math.ceil(cells / grid.columns) * grid.size);
  const scale = devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  const colours = coloursOf(canvas);
  for (let cell = 0; cell < cells; cell++) {
    paintCell(pen, grid, cell, board, isWanted, colours);
  }
  if (marked >= 0) {
    outline(pen, grid, Math.floor(marked / grid.each), colours.text);
  }
  return grid;
}

function coloursOf(canvas) {
  const style = getComputedStyle(canvas);
  const of = (name) => style.getPropertyValue(name).trim();
  return { line: of('--line'), warn: of('--warn'), bad: of('--bad'), text: of('--text'), lightness: of('--cell'), digits: of('--cell-text'), pale: of('--pale'), holders: new Map() };
}

function paintCell(pen, grid, cell, board, isWanted, colours) {
  const from = cell * grid.each;
  const place = worst(board, from, Math.min(board.total, from + grid.each), isWanted);
  const gap = grid.size > 10 ? 2 : 1;
  const x = (cell % grid.columns) * grid.size;
  const y = Math.floor(cell / grid.columns) * grid.size;
  const side = grid.size - gap;
  if (place < 0) {
    pen.fillStyle = colours.line;
    pen.fillRect(x, y, side, side);
    return;
  }
  const state = board.states[place];
  pen.fillStyle = fill(board, place, colours);
  pen.fillRect(x, y, side, side);
  if (state === 'f' || state === 'r' || state === 'p') {
    pen.clearRect(x + 1.5, y + 1.5, side - 3, side - 3);
  } else if (state !== 'h' && grid.size > 10) {
    pen.strokeStyle = state === 's' ? colours.bad : colours.warn;
    pen.lineWidth = 3;
    pen.strokeRect(x + 1.5, y + 1.5, side - 3, side - 3);
  }
  if (grid.size >= 24 && state === 'h') {
    pen.fillStyle = board.members.size > MOST_COLOURS ? colours.text : colours.digits;
    pen.font = '11px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.fillText(String(board.numbers[place]), x + side / 2, y + side / 2 + 4, side);
  }
}

function worst(board, from, to, isWanted) {
  let found = -1;
  for (let place = from; place < to; place++) {
    if (isWanted(place) && (found < 0 || WORST.indexOf(board.states[place]) < WORST.indexOf(board.states[found]))) {
      found = place;
    }
  }
  return found;
}

function fill(board, place, colours) {
  const state = board.states[place];
  if (state === 'm') {
    return colours.warn;
  }
  if (state !== 'h') {
    return colours.bad;
  }
  const holder = board.holders[place];
  if (!colours.holders.has(holder)) {
    colours.holders.set(holder, tint(board, place, colours));
  }
  return colours.holders.get(holder);
}

function tint(board, place, colours) {
  const colour = hue(holderAt(board, place));
  return board.members.size > MOST_COLOURS ? `hsl(${colour} 22% ${colours.pale})` : `hsl(${colour} 48% ${colours.lightness})`;
}

function outline(pen, grid, cell, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.strokeRect((cell % grid.columns) * grid.size - 1, Math.floor(cell / grid.columns) * grid.size - 1, grid.size + 1, grid.size + 1);
}
