// The board: divisions down, targets across; rows are made when they are to be seen.

// 158 counties with 20 targets are listed at once.
const CELLS = 3200;
const ROWS = 400;
const LONG = 40;
const view = { root: DIVISIONS[0], open: new Set(), query: "", state: "", level: "", by: "", down: false, rows: 0 };

/** What a query asks for: words of divisions, words of targets; null for a word of neither. */
function queried() {
  const found = { divisions: [], targets: [], vain: false };
  for (const word of wordsOf(view.query)) {
    const [place, promise] = halves(word);
    if (place) found.divisions.push(place);
    if (promise) found.targets.push(promise);
    if (!place && !promise) found.vain = true;
  }
  return found;
}

/** A word as one of divisions or of targets, or as one of each, as people write it: 洛阳农技协. */
function halves(word) {
  const isPlace = (part) => !part || DIVISIONS.some((each) => hasWords(each.plain, [part]));
  const isPromise = (part) => !part || TARGETS.some((each) => hasWords(each.plain, [part]));
  const ends = [word.length, 0];
  for (let at = word.length - 2; at > 1; at -= 1) ends.push(at);
  const at = ends.find((end) => isPlace(word.slice(0, end)) && isPromise(word.slice(end)));
  return at === undefined ? ["", ""] : [word.slice(0, at), word.slice(at)];
}

function shownTargets(asked) {
  if (!asked.targets.length) return TARGETS;
  return TARGETS.filter((each) => hasWords(each.plain, asked.targets));
}

/** The divisions to list, in order: those that fit, or the current one and what is unfolded. */
function shownDivisions(asked, targets) {
  if (asked.vain) return [];
  if (asked.divisions.length || view.state || view.level) {
    const among = asked.divisions.length ? DIVISIONS : around(view.root);
    const state = DATA.states.findIndex((each) => each.key === view.state);
    return inOrder(among.filter((division) => (
      (!asked.divisions.length || hasWords(division.plain, asked.divisions))
      && (!view.level || division.level === view.level)
      && (!view.state || targets.some((target) => stateNumber(division, target) === state)))));
  }
  const listed = [];
  const waiting = [view.root];
  while (waiting.length) {
    const division = waiting.pop();
    listed.push(division);
    if (division === view.root || view.open.has(division)) waiting.push(...[...inOrder(division.below)].reverse());
  }
  return listed;
}

function inOrder(divisions) {
  if (!view.by) return divisions;
  const sign = view.down ? -1 : 1;
  const known = divisions.map((division) => [sortKey(division), division]);
  known.sort(([one, first], [other, second]) => {
    if (one === null || other === null) return (one === null) - (other === null) || first.row - second.row;
    const order = typeof one === "string" ? one.localeCompare(other, "zh-CN") : one - other;
    return sign * order || first.row - second.row;
  });
  return known.map(([, division]) => division);
}

/** By what a division is sorted; null where it has nothing of the kind, and stands at the end. */
function sortKey(division) {
  if (view.by === "name") return division.name;
  if (view.by === "share") return division.due ? division.good / division.due : null;
  const target = TARGETS.find((each) => each.key === view.by);
  const place = target.places[division.row];
  const order = place < 0 ? -1 : target.column.order[place];
  return order < 0 ? null : order;
}

function showBoard(focus) {
  const asked = queried();
  const targets = shownTargets(asked);
  const divisions = shownDivisions(asked, targets);
  const isList = Boolean(asked.divisions.length || view.state || view.level);
  const table = byId("board-table");
  table.classList.toggle("wide", targets.length > 8);
  table.tHead.replaceWith(boardHead(targets));
  view.rows ||= Math.min(ROWS, Math.max(20, Math.floor(CELLS / Math.max(targets.length, 1))));
  const shown = divisions.slice(0, view.rows);
  table.tBodies[0].replaceChildren(...shown.map((each) => boardRow(each, targets, isList)));
  showMore(divisions.length, shown.length);
  const first = table.querySelector("tbody button");
  if (first) first.tabIndex = 0;
  if (focus) focusOn(focus);
  const note = [];
  if (view.query.trim()) {
    note.push(`找到地区${asked.vain || !asked.divisions.length ? 0 : divisions.length}个、`
      + `目标${asked.vain || !asked.targets.length ? 0 : targets.length}项、问题${countIssues(view.query)}条。`);
  } else if (isList) note.push(`共${divisions.length}个地区。`);
  if (!divisions.length) note.push("没有符合条件的地区。");
  if (!TARGETS.length) note.push("方案没有可以判断的目标。");
  byId("board-note").textContent = note.join("");
}

function showMore(all, shown) {
  const more = byId("board-more");
  more.replaceChildren();
  if (shown === all) return;
  more.append(`已列出${shown}个地区，共${all}个。`, make("button", {
    type: "button", id: "board-more-button",
    onclick: () => { view.rows = shown * 2; showBoard(); },
  }, "再列一些"));
}

function boardHead(targets) {
  const sorted = (by, label) => make("th", {
    scope: "col", "data-target": by,
    "aria-sort": view.by === by ? (view.down ? "descending" : "ascending") : "none",
  }, make("button", { type: "button", "data-sort": by, onclick: () => sortBy(by) },
    label.length > LONG ? make("span", { class: "clamp", title: label }, label) : label));
  return make("thead", {}, make("tr", {}, sorted("name", "地区"), sorted("share", "达序时以上"),
    ...targets.map((target) => sorted(target.key, target.label))));
}

function sortBy(by) {
  view.down = view.by === by && !view.down;
  view.by = by;
  showBoard();
  byId("board-table").querySelector(`[data-sort="${CSS.escape(by)}"]`).focus();
}

function boardRow(division, targets, isList) {
  const own = !isList && division === view.root;
  const row = make("tr", { "data-division": division.code, class: own ? "own" : null });
  const head = make("th", { scope: "row" });
  head.style.setProperty("--depth", isList ? 0 : division.depth - view.root.depth);
  if (!isList && division.below.length && !own) {
    const open = view.open.has(division);
    head.append(make("button", {
      type: "button", class: "expand", tabindex: "-1", "aria-expanded": String(open),
      "aria-label": `${open ? "收起" : "展开"}${division.name}`, onclick: () => unfold(division),
    }, open ? "▾" : "▸"));
  } else if (!own) head.append(make("span", { class: "leaf" }));
  head.append(make("button", { type: "button", class: "enter", tabindex: "-1", onclick: () => enter(division) }, division.name));
  const above = DIVISIONS[division.above];
  const level = isList && above ? `${division.level} · ${above.name}` : division.level;
  head.append(make("span", { class: "level" }, level));
  row.append(head, make("td", {}, division.due ? `${division.good}/${division.due}` : "—"));
  for (const target of targets) row.append(boardCell(division, target));
  return row;
}

function boardCell(division, target) {
  const status = statusOf(division, target);
  if (!status) return make("td", { class: "none" }, "—");
  const faint = view.state && status.state.key !== view.state ? " faint" : "";
  return make("td", { "data-state": status.state.key }, make("button", {
    type: "button", tabindex: "-1", class: `cell s-${status.state.key}${faint}`,
    id: `cell-${division.code}-${target.key}`, "data-division": division.code, "data-target": target.key,
    "aria-haspopup": "dialog", onclick: (event) => explain(status, event.currentTarget),
  }, lamp(status.state), " ", make("span", { class: "word" }, status.state.label),
  ...valueOf(status)));
}

/** The value below its state, unless there is none to be told. */
function valueOf(status) {
  return status.value === status.state.label ? [] : [" ", make("span", { class: "value" }, status.value)];
}

function unfold(division) {
  if (!view.open.delete(division)) view.open.add(division);
  showBoard({ code: division.code, kind: "expand" });
}

/** Go to a division: its row, those below it, its pace, its ranking and its reports. */
function enter(division) {
  show(division);
  tellPlace(placeOf(division), true);
}

function show(division) {
  view.root = division;
  view.rows = 0;
  if (view.query || view.state || view.level) clearControls();
  showBoard({ code: division.code, kind: "enter" });
  showBreadcrumb();
  showPace();
  showRanking();
  showCompleteness();
}

function showBreadcrumb() {
  byId("breadcrumb").firstElementChild.replaceChildren(...wayTo(view.root).map((division) => (
    division === view.root
      ? make("li", { "aria-current": "location" }, division.name)
      : make("li", {}, make("button", { type: "button", onclick: () => enter(division) }, division.name)))));
}

function focusOn({ code, kind }) {
  const row = byId("board-table").querySelector(`tbody tr[data-division="${CSS.escape(code)}"]`);
  const button = row && (row.querySelector(`.${kind}`) || row.querySelector("button"));
  if (button) rove(button);
}

/** One place of the table is reached by Tab; from there the arrows lead on. */
function rove(button) {
  for (const each of byId("board-table").querySelectorAll('tbody button[tabindex="0"]')) each.tabIndex = -1;
  button.tabIndex = 0;
  button.focus();
}

function moveFocus(event) {
  const button = event.target.closest("tbody button");
  if (!button || event.ctrlKey || event.altKey || event.metaKey) return;
  const row = button.closest("tr");
  const inRow = [...row.querySelectorAll("button")];
  const at = inRow.indexOf(button);
  let next = null;
  if (event.key === "ArrowRight") next = inRow[at + 1];
  else if (event.key === "ArrowLeft") next = inRow[at - 1];
  else if (event.key === "Home") next = inRow[0];
  else if (event.key === "End") next = inRow[inRow.length - 1];
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const column = button.closest("th, td").cellIndex;
    const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
    for (let other = row[step]; other && !next; other = other[step]) {
      next = other.cells[column].querySelector(`.${button.classList[0]}`) || other.cells[column].querySelector("button");
    }
  } else return;
  event.preventDefault();
  if (next) rove(next);
}

function clearControls() {
  Object.assign(view, { query: "", state: "", level: "", rows: 0 });
  for (const id of ["search", "state-filter", "level-filter"]) byId(id).value = "";
}

function startBoard() {
  byId("state-filter").append(...DATA.states.map((each) => option(each.key, `${each.sign} ${each.label}`)));
  byId("level-filter").append(...LEVELS.map((each) => option(each, `只列${each}`)));
  const changed = (name) => (event) => { view[name] = event.target.value; view.rows = 0; showBoard(); };
  byId("search").addEventListener("input", (event) => { changed("query")(event); showIssues(); });
  byId("state-filter").addEventListener("change", changed("state"));
  byId("level-filter").addEventListener("change", changed("level"));
  byId("board-controls").addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", () => {
    clearControls();
    Object.assign(view, { by: "", down: false });
    view.open.clear();
    enter(DIVISIONS[0]);
    showIssues();
    byId("reset").focus();
  });
  byId("board-table").addEventListener("keydown", moveFocus);
  showBoard();
  showBreadcrumb();
}
