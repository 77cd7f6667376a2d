// The way a figure should go, and where it stands: thousandths, laid out on a drawing.

function drawCourse(status, width, height) {
  const { course, past } = status;
  const edge = { left: 8, right: 8, top: 18, bottom: 20 };
  const amounts = [0, course.low, course.high, ...[status, ...past].flatMap((each) => [each.low, each.high]),
    ...[...course.floor, ...course.ceiling, ...course.milestones].map(([, amount]) => amount)].filter((each) => each !== null);
  const least = Math.min(...amounts);
  const most = Math.max(...amounts, least + 1);
  const x = (time) => edge.left + (time / 1000) * (width - edge.left - edge.right);
  const y = (amount) => height - edge.bottom - ((amount - least) / (most - least)) * (height - edge.top - edge.bottom);
  const line = (points, kind) => (points.length
    ? [draw("polyline", { class: kind, points: points.map(([time, amount]) => `${x(time)},${y(amount)}`).join(" ") })] : []);
  const level = (amount) => (amount === null ? [] : [draw("line", { class: "promise", x1: x(0), x2: x(course.due), y1: y(amount), y2: y(amount) })]);
  const now = x(course.now);
  const drawing = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": courseWords(status), class: `s-${status.state.key}` },
    draw("line", { class: "axis", x1: x(0), x2: x(1000), y1: y(Math.max(least, 0)), y2: y(Math.max(least, 0)) }),
    draw("line", { class: "today", x1: now, x2: now, y1: edge.top - 4, y2: height - edge.bottom }),
    ...level(course.low), ...(course.high === course.low ? [] : level(course.high)),
    ...line(course.floor, "floor"), ...line(course.ceiling, "ceiling"),
    ...course.milestones.map(([time, amount]) => draw("circle", { class: "milestone", cx: x(time), cy: y(amount), r: 4 })));
  const sure = (each) => (each.low === null ? each.high : each.low);
  const way = [...past, { ...status, time: course.now }].filter((each) => sure(each) !== null);
  if (past.length) drawing.append(...line(way.map((each) => [each.time, sure(each)]), "way"));
  drawing.append(...past.flatMap((each) => valueMark(each, x(each.time), y, least, most, 4)));
  drawing.append(...valueMark(status, now, y, least, most, 6), ...labels(status, x, now, width, height));
  return drawing;
}

/** The value on a day: a dot, or a band over all that is possible. */
function valueMark(status, at, y, least, most, size) {
  if (status.low === null && status.high === null) return [];
  const kind = `s-${status.state.key}`;
  const low = status.low === null ? least : status.low;
  const high = status.high === null ? most : status.high;
  if (low === high) return [draw("circle", { class: `dot ${kind}`, cx: at, cy: y(low), r: size })];
  return [draw("rect", { class: `band ${kind}`, x: at - size, width: size * 2, y: y(high), height: Math.max(y(low) - y(high), 2), rx: 2 })];
}

function labels(status, x, now, width, height) {
  const { course } = status;
  const base = height - 5;
  const late = course.due < 400;
  const found = [draw("text", { x: late ? x(course.due) : Math.min(x(course.due), width - 4), y: base, "text-anchor": late ? "start" : "end" }, status.due)];
  if (!late) found.push(draw("text", { x: x(0), y: base }, status.start));
  else found.push(draw("text", { x: width - 4, y: base, "text-anchor": "end" }, DATA.day));
  const near = now > width / 2;
  found.push(draw("text", { class: "value-text", x: near ? now - 10 : now + 10, y: 13, "text-anchor": near ? "end" : "start" }, `${status.state.sign} ${status.value}`));
  return found;
}

function courseWords(status) {
  const words = [`${status.start}至${status.due}`, status.rhythm, `要求${status.bound}`];
  if (status.pace) words.push(`序时应达${status.pace}`);
  words.push(...status.past.map((each) => `${each.day}：${each.value}，${each.state.label}`));
  words.push(`截至${DATA.day}：${status.value}，${status.state.label}`);
  if (status.milestones.length) words.push(`阶段目标 ${status.milestones.join("，")}`);
  return `${words.join("；")}。`;
}

function showPace() {
  const statuses = TARGETS.map((target) => statusOf(view.root, target)).filter(Boolean);
  byId("pace-note").textContent = statuses.length
    ? `${view.root.name}的${statuses.length}项目标。实线是序时应达，虚线是要求，红色虚线是上限，空心圆是阶段目标；竖线是${DATA.day}，圆点是当日的数，竖条是数不确切时可能的范围${statuses.some((status) => status.past.length) ? "，小圆点和细线是以往各次的数" : ""}。`
    : `${view.root.name}没有自己的目标。`;
  byId("pace-charts").replaceChildren(...statuses.map((status) => make("figure", { class: "chart", id: `pace-${status.target.key}` },
    make("h3", {}, make("button", { type: "button", "aria-haspopup": "dialog", id: `pace-button-${status.target.key}`, onclick: (event) => explain(status, event.currentTarget) }, status.target.label)),
    make("p", { class: "now" }, toldPlain(status.state), ...valueOf(status)),
    drawCourse(status, 340, 150), make("figcaption", {}, courseWords(status)))));
}
