// Ranking, completeness and issues.

function showRanking() {
  const level = byId("ranking-level").value;
  const target = TARGETS.find((each) => each.key === byId("ranking-target").value);
  const listed = around(view.root).filter((each) => each.level === level);
  const found = listed.map((division) => {
    const status = target ? statusOf(division, target) : null;
    if (target) return status && { division, status, by: status.rank, told: status.rate };
    const known = TARGETS.some((each) => stateNumber(division, each) >= 0 && DATA.states[stateNumber(division, each)].key !== "NO_DATA");
    const told = division.due ? `${division.good}/${division.due}（${division.share}）` : "没有到期的要求";
    return { division, status, by: known && division.due ? division.good / division.due : -1, told };
  }).filter((each) => each && (target || TARGETS.some((one) => stateNumber(each.division, one) >= 0)));
  found.sort((one, other) => other.by - one.by || one.division.row - other.division.row);
  let place = 0;
  found.forEach((each, number) => {
    if (number === 0 || each.by !== found[number - 1].by) place = number + 1;
    each.place = each.by < 0 ? "—" : String(place);
  });
  const table = byId("ranking-table");
  table.caption.textContent = `${view.root.name}${level}排名，按${target ? target.label : "达序时以上的占比"}`;
  if (table.tHead) table.tHead.remove();
  table.append(headRow(["名次", "地区", target ? "完成率" : "已完成和达序时的占有进度要求的", target ? "数值" : "各状态项数"]));
  if (table.tBodies[0]) table.tBodies[0].remove();
  fill(table, byId("ranking-more"), found, (each) => make("tr", { "data-division": each.division.code },
    make("td", { class: "number" }, each.place),
    make("th", { scope: "row" }, make("button", { type: "button", class: "enter", onclick: () => { enter(each.division); byId("board").scrollIntoView(); } }, each.division.name)),
    make("td", {}, each.told), make("td", {}, ...(each.status ? [toldPlain(each.status.state), " ", each.status.value] : tally(each.division)))));
  const left = found.filter((each) => each.by < 0).length;
  byId("ranking-note").textContent = (found.length ? `共${found.length}个${level}；并列的名次相同。` : "没有可以排名的地区。")
    + (left ? `其中${left}个没有数据、数不确切或没有到期的要求，不排名。` : "");
}

/** How many targets of a division stand how. */
function tally(division) {
  const counts = DATA.states.map(() => 0);
  for (const target of TARGETS) {
    const number = stateNumber(division, target);
    if (number >= 0) counts[number] += 1;
  }
  return counts.flatMap((count, number) => (count ? [make("span", { class: `cell s-${DATA.states[number].key} tally` },
    lamp(DATA.states[number]), " ", make("span", { class: "word" }, `${DATA.states[number].label}${count}`))] : []));
}

function showCompleteness() {
  const { forms, divisions, open } = DATA.reporting;
  const codes = new Set(around(view.root).map((each) => each.code));
  const own = divisions.filter(([code, , above]) => code === view.root.code || above === view.root.code);
  const table = byId("completeness-table");
  if (table.tHead) table.tHead.remove();
  if (table.tBodies[0]) table.tBodies[0].remove();
  byId("completeness-note").textContent = own.length
    ? `${view.root.name}和下一级各地区：已收份数/到期应报份数；还没有到期的不在应报之内。`
    : `${view.root.name}没有要报送的表。`;
  byId("completeness-box").hidden = !own.length;
  if (own.length) {
    table.caption.textContent = `${view.root.name}报送情况`;
    table.append(headRow(["地区", ...["合计", "其中按时", ...forms].map((each) => make("th", { scope: "col", class: "head number" }, each))]));
    fill(table, byId("completeness-more"), own, ([code, name, , all, ...each]) => make("tr", { "data-division": code },
      make("th", { scope: "row" }, BY_CODE.has(code) && code !== view.root.code
        ? make("button", { type: "button", class: "enter", onclick: () => enter(BY_CODE.get(code)) }, TEXTS[name]) : TEXTS[name]),
      make("td", { class: "number" }, shareOf(all)), make("td", { class: "number" }, all ? String(all[3]) : "—"),
      ...each.map((one) => make("td", { class: "number" }, shareOf(one)))));
  } else byId("completeness-more").replaceChildren();
  const waiting = open.filter(([code]) => view.root.row === 0 || codes.has(code) || code === view.root.code);
  const list = byId("open-table");
  if (list.tHead) list.tHead.remove();
  if (list.tBodies[0]) list.tBodies[0].remove();
  byId("open-heading").textContent = `尚未办结的报送（${waiting.length}）`;
  byId("open-heading").hidden = !waiting.length;
  byId("open-box").hidden = !waiting.length;
  list.caption.textContent = "尚未办结的报送";
  if (waiting.length) list.append(headRow(["地区", "情况"]));
  fill(list, byId("open-more"), waiting, ([, name, text]) => make("tr", {}, make("th", { scope: "row" }, TEXTS[name]), make("td", {}, TEXTS[text])));
}

function shareOf(rates) {
  if (!rates) return "—";
  const [expected, due, received] = rates;
  return due ? `${received}/${due}` : `${expected}份未到期`;
}

const ISSUES = DATA.issues.map(([weight, name, text]) => ({ weight: DATA.weights[weight], name: TEXTS[name], text: TEXTS[text], plain: plainly(`${TEXTS[name]} ${TEXTS[text]}`) }));

function fits(issue, words) { return hasWords(issue.plain, words); }

function countIssues(query) {
  const words = wordsOf(query);
  return ISSUES.filter((each) => fits(each, words)).length;
}

function showIssues() {
  const words = [...wordsOf(byId("issue-search").value), ...wordsOf(view.query)];
  const weight = byId("issue-weight").value;
  const division = byId("issue-division").value;
  const found = ISSUES.filter((each) => (!weight || each.weight.key === weight) && (!division || each.name === division) && fits(each, words));
  const table = byId("issues-table");
  if (!table.tHead) table.append(headRow(["轻重", "地区", "问题"]));
  byId("issues-box").hidden = !found.length;
  byId("issue-note").textContent = ISSUES.length
    ? `共${ISSUES.length}条${found.length === ISSUES.length ? "" : `，符合条件的${found.length}条`}。` : "没有发现问题。";
  fill(table, byId("issues-more"), found, (each) => make("tr", { "data-severity": each.weight.key },
    make("td", {}, each.weight.label), make("th", { scope: "row" }, each.name), make("td", {}, each.text)));
}

function startLists() {
  byId("ranking-level").append(...LEVELS.map((each) => option(each, each)));
  const below = DIVISIONS[0].below[0] || DIVISIONS[0];
  byId("ranking-level").value = below.level;
  byId("ranking-target").append(option("", "达序时以上的占比"), ...TARGETS.map((each) => option(each.key, each.label)));
  for (const id of ["ranking-level", "ranking-target"]) byId(id).addEventListener("change", showRanking);
  const names = [...new Set(ISSUES.map((each) => each.name))];
  byId("issue-weight").append(...DATA.weights.map((each) => option(each.key, each.label)));
  byId("issue-division").append(...names.map((each) => option(each, each)));
  byId("issue-search").addEventListener("input", showIssues);
  for (const id of ["issue-weight", "issue-division"]) byId(id).addEventListener("change", showIssues);
  for (const id of ["ranking-controls", "issue-controls"]) byId(id).addEventListener("submit", (event) => event.preventDefault());
  showRanking();
  showCompleteness();
  showIssues();
}
