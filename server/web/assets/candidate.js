// What is nicer on candidates' pages where scripts run; without it every page works all the same. It proposes the zone that
// the device names, lets the clock run on, sends a form once, keeps in this tab what is typed until it is booked, and turns
// weeks without a full reload. It never computes a local time: the clock adds the time that passes to what the server said.
const find = (selector, within = document) => within.querySelector(selector);
const find_all = (selector) => document.querySelectorAll(selector);

// The device names a zone, the server says what time it is there, and she says whether that is right.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
function with_guess(address) {
  const url = new URL(address);
  const said = url.searchParams;
  if (said.has("zone") || said.has("guess") || !/^(?!Etc)\w+\//.test(zone)) return null;
  said.set("guess", zone);
  return url;
}
for (const a of find_all('main a[href^="/book"], main a[href^="/v/"]')) {
  const proposal = with_guess(a.href);
  if (!proposal) continue;
  a.href = proposal;
  if (a.dataset.ask) a.parentElement.hidden = false;
}

// "In Lagos it is now 14:05", for as long as her zone keeps its offset.
let answered_at = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
const two = (number) => String(Math.floor(number)).padStart(2, "0");
function tick() {
  const passed = (Date.now() - answered_at) / 1000;
  for (const clock of find_all(".clock")) {
    if (passed < 0 || passed > clock.dataset.lasts) continue;
    const minutes = ((+clock.dataset.now + passed) / 60) % 1440;
    const text = clock.textContent.replace(/\d\d:\d\d/, `${two(minutes / 60)}:${two(minutes % 60)}`);
    if (text !== clock.textContent) clock.textContent = text;
  }
}
setInterval(tick, 1000);

// A second press while the first is on its way does nothing. Where the line broke meanwhile, it may be sent anew.
const patience = 10_000;
addEventListener("submit", (event) => {
  const sent = event.target;
  if (sent.method !== "post") return;
  if ("sent" in sent.dataset) return event.preventDefault();
  sent.dataset.sent = "";
  setTimeout(() => delete sent.dataset.sent, patience);
});
// Come back to by the browser's Back.
addEventListener("pageshow", () => find_all("form").forEach((each) => delete each.dataset.sent));

// What is typed stays in this tab for an hour, and is gone once it is booked.
const kept_for = 3_600_000;
const form = find("form[data-keep]");
const refused = find(".errors");
const key = (path) => "typed at " + path;
const typed = () => [...form.elements].filter((e) => e.name && !/hidden|submit|fieldset/.test(e.type));
const is_choice = (e) => /radio|checkbox/.test(e.type);

function keep() {
  const filled = typed().filter((e) => e.value && (!is_choice(e) || e.checked));
  const values = filled.map((e) => [e.name, e.value]);
  sessionStorage.setItem(key(location.pathname), JSON.stringify({ at: Date.now(), values }));
}

function bring_back({ at, values }) {
  if (Date.now() - at > kept_for) return;
  for (const [name, value] of values) {
    const field = typed().find((e) => e.name === name && (is_choice(e) ? e.value === value : !e.value));
    if (!field) continue;
    if (is_choice(field)) field.checked = true;
    else field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
}

try {
  if (find("[data-booked]")) for (const each of Object.keys(sessionStorage)) if (each.startsWith(key("/book/"))) sessionStorage.removeItem(each);
  if (form) {
    const kept = sessionStorage.getItem(key(location.pathname));
    if (refused) keep();
    else if (kept) bring_back(JSON.parse(kept));
    form.addEventListener("input", keep);
  }
} catch {
  // A browser that keeps nothing for pages: then nothing is kept.
}

// The answer to a form that was refused goes by the address of the form's page, so that neither Back nor a reload asks
// whether to send it again.
if (refused) {
  const page = new URL(location.href);
  page.pathname = page.pathname.replace(/^(\/b\/[^/]+)\/(late|presence|attendance|mail)$/, "$1");
  for (const e of form?.querySelectorAll("[type=hidden]") ?? [])
    if (!/^(csrf|idempotency_key)$/.test(e.name)) page.searchParams.set(e.name, e.value);
  history.replaceState(null, "", page);
}

// Earlier and later: the week alone is new.
const here = () => location.pathname + location.search;
let shown = here();
async function show_week(address) {
  const given = await fetch(address);
  const page = new DOMParser().parseFromString(await given.text(), "text/html");
  const main = find("nav.weeks", page)?.closest("main");
  if (!main) throw given;
  answered_at = Date.now();
  find("main").replaceWith(main);
  document.title = page.title;
  const week = find("nav.weeks strong");
  week.tabIndex = -1;
  week.focus();
}
async function turn_to(href) {
  try {
    await show_week(href);
    history.pushState(null, "", href);
    shown = here();
  } catch {
    location.href = href;
  }
}
addEventListener("click", (event) => {
  const a = event.target.closest?.("nav.weeks a");
  if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn_to(a.href);
});
addEventListener("popstate", () => {
  if (shown === here()) return;
  shown = here();
  show_week(location.href).catch(() => location.reload());
});
