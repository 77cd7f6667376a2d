// What the page knows. Every figure and every date is a text that was written when the page was
// made; this script arranges them and counts how many there are, and asks no clock.
const DATA = JSON.parse(document.getElementById("board-data").textContent);
const TEXTS = DATA.texts;

const DIVISIONS = DATA.divisions.map(([code, name, level, above, good, due, share], row) => (
  { row, code, name, level, above, good, due, share, plain: plainly(`${name} ${code}`), below: [], depth: 0 }));
for (const division of DIVISIONS) {
  if (division.above < 0) continue;
  DIVISIONS[division.above].below.push(division);
  division.depth = DIVISIONS[division.above].depth + 1;
}
const BY_CODE = new Map(DIVISIONS.map((division) => [division.code, division]));
const LEVELS = [...new Set(DIVISIONS.map((division) => division.level))].filter(Boolean);

const TARGETS = DATA.targets.map((target, number) => {
  const column = DATA.columns[number];
  const places = new Int32Array(DIVISIONS.length).fill(-1);
  column.rows.forEach((row, place) => { places[row] = place; });
  return { ...target, number, column, places, plain: plainly(target.label) };
});

/** A text as it is searched: wide and narrow signs, capitals and small letters are the same. */
function plainly(text) { return text.normalize("NFKC").toLowerCase(); }

/** How a target stands in a division; null where it says nothing of it. */
function statusOf(division, target) {
  const place = target.places[division.row];
  if (place < 0) return null;
  const column = target.column;
  const demand = DATA.demands[column.demands[place]];
  return {
    division, target, place,
    state: DATA.states[column.states.charCodeAt(place) - 48],
    value: TEXTS[column.values[place]],
    rate: TEXTS[column.rates[place]],
    note: TEXTS[column.notes[place]],
    order: column.order[place],
    rank: column.ranks[place],
    low: column.lows[place],
    high: column.highs[place],
    bound: TEXTS[demand[0]],
    start: TEXTS[demand[1]],
    due: TEXTS[demand[2]],
    pace: TEXTS[demand[3]],
    rhythm: TEXTS[demand[4]],
    course: DATA.courses[demand[5]],
    milestones: demand[6].map((text) => TEXTS[text]),
    more: column.more[place] || {},
    past: (column.past[place] || []).map(([time, low, high, state, day, value]) => (
      { time, low, high, state: DATA.states[state], day: TEXTS[day], value: TEXTS[value] })),
  };
}

/** The state of a target in a division as its place among the states, -1 for none. */
function stateNumber(division, target) {
  const place = target.places[division.row];
  return place < 0 ? -1 : target.column.states.charCodeAt(place) - 48;
}

/** A division and all above it, the topmost first. */
function wayTo(division) {
  const way = [];
  for (let at = division; at; at = DIVISIONS[at.above]) way.unshift(at);
  return way;
}

/** A division and all below it, in the order of the board. */
function around(root) {
  const found = [];
  for (let row = root.row; row < DIVISIONS.length; row += 1) {
    if (row > root.row && DIVISIONS[row].depth <= root.depth) break;
    found.push(DIVISIONS[row]);
  }
  return found;
}
