// Makes a volunteer's hours quicker to set where scripts run. The server adds and removes rows, reckons what the hours
// give and says what happened; this only asks it without reloading, and loses nothing that was typed.
const patience = 400; // milliseconds after the last key before the preview is asked for
const live = ["now-at-home", "set-overrides", "set-travel", "set-limits", "set-welcome", "preview-count", "preview-result", "zones"];
const by_id = (id) => document.getElementById(id);
const form = () => by_id("hours");
const kept = () => "hours " + form().dataset.owner;

let changed = false, busy = false, waiting, asked;

const typed = (pressed) => {
  const data = new URLSearchParams(new FormData(form()));
  data.set("do", pressed);
  return data;
};

async function send(data, signal) {
  const given = await fetch(form().action, { method: "POST", body: data, signal });
  return new DOMParser().parseFromString(await given.text(), "text/html");
}

// Set a moment later, so that a screen reader notices the change.
function say(text) {
  by_id("said").replaceChildren();
  setTimeout(() => by_id("said").append(text), 50);
}
const say_template = (id) => say(by_id(id).content.cloneNode(true));

function keep() {
  sessionStorage.setItem(kept(), typed("preview"));
  changed = false;
}

function signed_out() {
  keep();
  say_template("say-signed-out");
}

function keep_open(seen) {
  for (const old of document.querySelectorAll("main details[id]")) {
    const again = seen.getElementById(old.id);
    if (again && old.id !== "copy") again.open ||= old.open;
  }
}

// Only the last answer is shown: the one before is given up.
async function preview() {
  clearTimeout(waiting);
  asked?.abort();
  asked = new AbortController();
  const data = typed("preview");
  data.set("part", "preview");
  // A place that is being typed: the answer says which may be meant.
  if (document.activeElement.list) data.set("place", document.activeElement.value);
  try {
    const seen = await send(data, asked.signal);
    if (!seen.getElementById("preview-result")) return signed_out();
    keep_open(seen);
    for (const id of live) {
      const now = seen.getElementById(id);
      if (by_id(id).innerHTML !== now.innerHTML) by_id(id).replaceChildren(...now.childNodes);
    }
    if (by_id("said").querySelector(".warn")) say("");
  } catch (trouble) {
    if (trouble.name !== "AbortError") say_template("say-broken");
  }
}

function show(seen) {
  keep_open(seen);
  document.title = seen.title;
  const text = seen.getElementById("said").textContent;
  document.querySelector("main").replaceWith(document.adoptNode(seen.querySelector("main")));
  say(text);
  const first = document.querySelector(".errors") ?? by_id(form().dataset.focus);
  first?.focus();
}

async function press(button) {
  busy = true;
  clearTimeout(waiting);
  asked?.abort();
  const data = typed(button.value);
  // What is typed meanwhile would be lost.
  form().inert = true;
  try {
    const seen = await send(data);
    if (seen.getElementById("hours")) {
      show(seen);
      changed = true;
    } else signed_out();
  } catch {
    say_template("say-broken");
  }
  form().inert = false;
  if (button.isConnected) button.focus();
  busy = false;
}

// What was sent and never answered, or typed before the session ended.
async function restore() {
  const data = new URLSearchParams(sessionStorage.getItem(kept()));
  sessionStorage.removeItem(kept());
  data.set("csrf", typed("").get("csrf"));
  const seen = await send(data);
  if (!seen.getElementById("hours")) return;
  show(seen);
  changed = true;
  say_template("say-restored");
}

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  const button = event.submitter;
  if (button?.value === "publish" || busy) {
    if (busy) return event.preventDefault();
    return keep();
  }
  event.preventDefault();
  if (!button || button.value === "preview") preview();
  else press(button);
});

document.addEventListener("input", (event) => {
  if (event.target.form !== form() || event.target.closest("#copy")) return;
  changed = !event.target.name.startsWith("preview_") || changed;
  clearTimeout(waiting);
  waiting = setTimeout(preview, patience);
});

addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

if (form()) {
  const answered = form().dataset.unsaved || location.search.includes("published=");
  // So that this page, loaded again later, is taken for no answer.
  history.replaceState(null, "", form().action);
  changed = Boolean(form().dataset.unsaved);
  if (answered) sessionStorage.removeItem(kept());
  else if (sessionStorage.getItem(kept())) restore();
}
