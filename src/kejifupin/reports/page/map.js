// The map: coloured by the share on course, or by how one target stands.

const SHARES = [[0, "不到25%"], [1, "25%以上"], [2, "50%以上"], [3, "75%以上"], [4, "100%"]];

function colourOf(division, target) {
  if (target) {
    const number = stateNumber(division, target);
    return number < 0 ? "absent" : `s-${DATA.states[number].key}`;
  }
  return division.due ? `share-${Math.floor((division.good * 4) / division.due)}` : "share-none";
}

function wordsFor(division, target) {
  if (target) {
    const status = statusOf(division, target);
    return status ? `${division.name}：${status.state.label}，${status.value}` : `${division.name}：与本目标无关`;
  }
  return division.due ? `${division.name}：${division.good}/${division.due}项已完成或达序时（${division.share}）` : `${division.name}：没有到期的要求`;
}

function showMap() {
  const target = TARGETS.find((each) => each.key === byId("map-target").value);
  for (const region of document.querySelectorAll("#map .region")) {
    const division = BY_CODE.get(region.dataset.division);
    region.setAttribute("class", `region ${colourOf(division, target)}`);
    region.setAttribute("aria-label", wordsFor(division, target));
  }
  const entries = target
    ? DATA.states.map((state) => make("li", { class: `s-${state.key}` }, lamp(state), make("span", { class: "word" }, state.label)))
    : [["none", "没有到期的要求"], ...SHARES].map(([key, label]) => make("li", { class: `share-${key}` },
      make("span", { class: "lamp square", "aria-hidden": "true" }), make("span", { class: "word" }, label)));
  byId("map-legend").replaceChildren(...entries);
}

function startMap() {
  if (!byId("map")) return;
  document.documentElement.classList.add("with-map");
  if (!byId("map-target")) return;
  byId("map-target").append(option("", "已完成和达序时的占比"), ...TARGETS.map((each) => option(each.key, each.label)));
  byId("map-target").addEventListener("change", showMap);
  const regions = [...document.querySelectorAll("#map .region")];
  const opened = (region) => {
    const division = BY_CODE.get(region.dataset.division);
    const target = TARGETS.find((each) => each.key === byId("map-target").value);
    const status = target ? statusOf(division, target) : null;
    if (status) explain(status, region);
    else { enter(division); byId("board").scrollIntoView(); }
  };
  for (const region of regions) {
    const tell = () => { byId("map-note").textContent = region.getAttribute("aria-label"); };
    region.addEventListener("pointerenter", tell);
    region.addEventListener("focus", tell);
    region.addEventListener("click", () => opened(region));
    region.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" || event.key === " ") opened(region);
      else if (step) {
        const next = regions[(regions.indexOf(region) + step + regions.length) % regions.length];
        region.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      } else return;
      event.preventDefault();
    });
  }
  showMap();
}
