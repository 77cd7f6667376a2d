// Where one is stands in the address: the way back of the browser leads back, and a link is kept.

const PLACE = /^#at=([^&]*)(?:&why=([^/]*)\/(.*))?$/;

/** The address of a division, or of what stands behind one of its figures. */
function placeOf(root, status) {
  const why = status ? `&why=${[status.division.code, status.target.key].map(encodeURIComponent).join("/")}` : "";
  return `#at=${encodeURIComponent(root.code)}${why}`;
}

function tellPlace(place, isNew) {
  if (place === location.hash || (!location.hash && place === placeOf(DIVISIONS[0]))) return;
  try {
    history[isNew ? "pushState" : "replaceState"](null, "", place);
  } catch {
    // Some viewers show a page without an address; it works the same without one.
  }
}

/** Go where the address says; to the top for none, and nowhere for a part of the page. */
function readPlace() {
  const found = PLACE.exec(location.hash);
  if (!found && location.hash.length > 1) return;
  const [at, code, key] = (found || []).slice(1).map((each) => decoded(each || ""));
  const root = BY_CODE.get(at) || DIVISIONS[0];
  if (root !== view.root) show(root);
  const target = TARGETS.find((each) => each.key === key);
  const status = target && BY_CODE.has(code) ? statusOf(BY_CODE.get(code), target) : null;
  if (status) explain(status, byId(`cell-${code}-${key}`));
  else if (dialog.open) dialog.close();
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return ""; }
}

function startPlaces() {
  window.addEventListener("popstate", readPlace);
  readPlace();
}
