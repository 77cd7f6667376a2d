// Elements, made so that no text is ever taken for markup.

function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  setAll(element, attributes);
  element.append(...inside.filter((each) => each !== null && each !== undefined));
  return element;
}

function draw(name, attributes = {}, ...inside) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  setAll(element, attributes);
  element.append(...inside);
  return element;
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
}

function byId(id) { return document.getElementById(id); }

/** The lamp of a state: a sign on its colour; words stand beside it. */
function lamp(state) {
  return make("span", { class: "lamp", "aria-hidden": "true" }, state.sign);
}

/** A state with its sign and its word. */
function told(state, ...more) {
  return make("span", { class: `cell s-${state.key}` }, lamp(state), " ",
    make("span", { class: "word" }, state.label), ...more);
}

function headRow(heads) {
  return make("thead", {}, make("tr", {}, ...heads.map((each) => (
    each instanceof Node ? each : make("th", { scope: "col" }, each)))));
}

/** Fill a table with its first rows, and a button below it for more of them. */
function fill(table, more, items, row, shown = 100) {
  const body = table.tBodies[0] || table.appendChild(make("tbody"));
  let count = 0;
  const add = (many) => {
    body.append(...items.slice(count, count + many).map(row));
    count = Math.min(count + many, items.length);
    more.replaceChildren();
    if (count === items.length) return;
    more.append(`已列出${count}条，共${items.length}条。`,
      make("button", { type: "button", onclick: () => add(shown * 5) }, "再列一些"));
  };
  body.replaceChildren();
  add(shown);
}

function option(value, label) { return make("option", { value }, label); }

function hasWords(text, words) { return words.every((word) => text.includes(word)); }

function wordsOf(query) { return plainly(query).split(/\s+/).filter(Boolean); }
