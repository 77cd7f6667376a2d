// What stands behind a figure: clause, formula, members, records, and how those below stand.

const dialog = byId("explanation");
let openedBy = null;

function explain(status, opener) {
  if (!dialog.open) openedBy = opener && { button: opener, id: opener.id };
  byId("explanation-title").textContent = `${status.division.name}：${status.target.label}`;
  byId("explanation-body").replaceChildren(facts(status), courseOf(status), ...lists(status));
  if (!dialog.open) dialog.showModal();
  tellPlace(placeOf(view.root, status), false);
  dialog.scrollTop = 0;
  byId("explanation-title").focus();
}

function facts(status) {
  const { target, division } = status;
  const clause = make("dd", {}, target.clause);
  if (target.quote) clause.append(make("blockquote", {}, `“${target.quote}”`));
  const told = [
    ["状态", make("dd", {}, toldPlain(status.state), `，截至${DATA.day}`)],
    ["地区", `${division.name}（${division.code}）`],
    ["数值", status.value],
    ["要求", status.bound],
    ["完成率", status.rate],
    ["期限", `${status.due}（${status.rhythm}）`],
    ["序时应达", status.pace],
    ["另外", status.note],
    ["依据", clause],
    ["对象", target.cohort],
    ["算法", target.formula],
    ["规则", DATA.version],
    ...target.notes.map((note) => ["注意", TEXTS[note]]),
  ];
  return make("dl", { id: "explanation-facts" }, ...told.filter(([, words]) => words).flatMap(([name, words]) => [
    make("dt", {}, name), words instanceof Node ? words : make("dd", {}, words)]));
}

function toldPlain(state) {
  return make("span", { class: `cell s-${state.key}` }, lamp(state), " ", make("span", { class: "word" }, state.label));
}

function courseOf(status) {
  return make("figure", { class: "chart" }, drawCourse(status, 640, 200), make("figcaption", {}, courseWords(status)));
}

function lists(status) {
  const { more } = status;
  const found = [];
  if (more.operands) found.push(folded("其中", more.operands, textItems, true));
  if (more.periods) found.push(folded("分期", more.periods, textItems, true));
  if (more.failing) found.push(folded("不符合要求的", more.failing, textItems, true));
  if (more.missing) found.push(folded("数据不明的", more.missing, textItems, true));
  found.push(folded("数据来源", more.sources || [0], sourceTable, true));
  if (more.conditions) found.push(folded("另据（基线或对象）", more.conditions, sourceTable, false));
  const below = status.division.below.map((each) => statusOf(each, status.target)).filter(Boolean);
  if (below.length) found.push(folded("下级各地区", [below.length, ...below.slice(0, 300)], belowTable, below.length <= 30));
  return found;
}

/** A list under its title and count; of a long one the first lines, and how many more there are. */
function folded(title, [count, ...items], show, open) {
  const box = make("details", {}, make("summary", {}, `${title}（${count}）`));
  box.open = open;
  if (items.length) box.append(show(items));
  if (count > items.length) box.append(make("p", { class: "hint" }, `……另有${count - items.length}条，见下级各地区。`));
  return box;
}

function textItems(items) {
  return make("ul", {}, ...items.map((text) => make("li", {}, TEXTS[text])));
}

function sourceTable(items) {
  const rows = items.map((number) => {
    const [home, value, file, place, kind, remark] = DATA.sources[number].map((text) => TEXTS[text]);
    return make("tr", {}, make("th", { scope: "row" }, home), make("td", { class: "number" }, value),
      make("td", {}, kind), make("td", {}, file), make("td", {}, place), make("td", {}, remark));
  });
  return make("div", { class: "box" }, make("table", { class: "sources" },
    headRow(["地区", "数值", "记录", "文件", "位置", "备注"]), make("tbody", {}, ...rows)));
}

function belowTable(statuses) {
  const rows = statuses.map((status) => make("tr", {}, make("th", { scope: "row" }, make("button", {
    type: "button", class: "enter", onclick: () => explain(status),
  }, status.division.name)), make("td", {}, toldPlain(status.state)), make("td", {}, status.value), make("td", {}, status.rate)));
  return make("div", { class: "box" }, make("table", { class: "below" },
    headRow(["地区", "状态", "数值", "完成率"]), make("tbody", {}, ...rows)));
}

function startExplanation() {
  byId("explanation-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    if (PLACE.exec(location.hash)?.[2]) tellPlace(placeOf(view.root), false);
    if (!openedBy) return;
    const button = openedBy.button.isConnected ? openedBy.button : byId(openedBy.id);
    if (button && button.closest("#board-table")) rove(button);
    else if (button) button.focus();
    openedBy = null;
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll("button, summary, [tabindex='0']")].filter((each) => each.offsetParent);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    const before = event.shiftKey && document.activeElement === byId("explanation-title");
    if (document.activeElement !== edge && !before) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  });
}
