// Pages on paper, in high contrast, in forced colours and without motion: what has to be there and what must not, seen as a
// person would. Pictures of them are left in build/screenshots/media/ to look at.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { start_server } from "../openapi/server.mjs";
import { desk, phone, start_browser, visitor } from "./browser.mjs";
import { all_day, send } from "./programme.mjs";

const pictures = resolve(dirname(fileURLToPath(import.meta.url)), "../../build/screenshots/media");
const room = "https://meet.example.org/zola";
let server, browser, paths, booking;

before(async () => {
  server = await start_server();
  browser = await start_browser();
  mkdirSync(pictures, { recursive: true });
  const token = server.token("organizer", "organizer@example.org");
  const api = (method, path, body, headers) => send(server, token, method, "/api/v1" + path, body, headers);
  const zola = { name: "Zola Mbeki", email: "zola@example.org", zone: "Africa/Lagos", meeting_url: room };
  const { id } = await api("POST", "/volunteers", zola);
  await api("PUT", `/volunteers/${id}/availability`, all_day, { "If-Match": "*" });
  const { intake } = await api("GET", "/interview-types/coding-60");
  const answers = Object.fromEntries(intake.map(({ id: name, choices }) => [name, choices?.[0] ?? "Graphs"]));
  const in_hours = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 13) + ":00:00Z";
  booking = await api("POST", "/bookings", { interview_type: "coding-60", volunteer_id: id, start: in_hours(50),
    candidate: { name: "Asha", email: "asha@example.org", zone: "Asia/Kolkata" }, preparation: { answers, goal: "Graphs." } });
  const week = `/book/coding-60?zone=Asia/Kolkata&volunteer=${id}`;
  paths = {
    home: "/", zone: "/book/coding-60?guess=Asia/Kolkata", times: week, form: `${week}&start=${in_hours(40)}`,
    booking: `/b/${booking.manage_token}`, cancel: `/b/${booking.manage_token}/cancel`, find: "/find", error: "/nothing/here",
    interviews: "/volunteer/interviews", availability: "/volunteer/availability", profile: "/volunteer/profile",
  };
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

async function signed_in(options = {}) {
  const { page, context } = await visitor(browser, options);
  await page.goto(server.sign_in_link("maya@example.org"));
  await page.locator("main form button[type=submit]").click();
  await page.waitForURL(/\/volunteer\//);
  return { page, context };
}

const picture = (page, name) => page.screenshot({ path: join(pictures, name + ".png"), fullPage: true });

// As if the stylesheet had these rules too: how a test sees that it would notice them.
const with_rules = (page, rules) => page.evaluate((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}, rules);

// ---- paper

// With the margins that printers need.
const margin = { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" };
const pages_of = async (page, format) => [...(await page.pdf({ format, margin })).toString("latin1").matchAll(/\/Type \/Page\b/g)].length;

// What is wrong with a booking as it is printed.
async function faults_on_paper(page) {
  const seen = await page.evaluate(() => {
    const is_seen = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.getClientRects().length > 0;
    const pressed = [...document.querySelectorAll("button, .button, input, select, textarea, summary, nav, form")].filter(is_seen);
    return { text: document.querySelector("main").innerText, pressed: pressed.map((e) => e.outerHTML.slice(0, 80)), title: document.querySelector("h1").innerText };
  });
  const flat = seen.text.replace(/\s+/g, " ");
  const facts = { "the time": /\d\d:\d\d–\d\d:\d\d/, "her zone": /Asia\/Kolkata/, "the room": room, "the volunteer": "Zola Mbeki", "what it is": "Coding interview",
    "what to expect": "Thinking aloud", "its own address": `${server.url}/b/${booking.manage_token}`, "whom to ask": "hello@example.org", "its reference": booking.id };
  const missing = Object.entries(facts).filter(([, fact]) => (fact.test ? !fact.test(flat) : !flat.includes(fact))).map(([what]) => `lacks ${what}`);
  const too_much = ["Google", "Outlook", ".ics", "asha@example.org", "Graphs."].filter((words) => flat.includes(words)).map((words) => `says ${words}`);
  const counts = [];
  for (const format of ["A4", "Letter"]) {
    const count = await pages_of(page, format);
    if (count !== 1) counts.push(`takes ${count} pages of ${format}`);
  }
  return [...missing, ...too_much, ...seen.pressed.map((html) => `shows ${html}`), ...counts];
}

for (const locale of ["en", "es", "ar-XB"]) {
  test(`a booking on paper is one page that says all one takes along (${locale})`, async () => {
    const { page, context } = await visitor(browser, { viewport: { width: 700, height: 1030 } });
    await page.goto(`${server.url}${paths.booking}?lang=${locale}`);
    assert.equal(await page.locator(".paper").first().isVisible(), false, "on the screen the address is that of the page");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await picture(page, `paper-${locale}`);
    assert.deepEqual(await faults_on_paper(page), []);
    await context.close();
  });
}

test("what is wrong on paper is found", async () => {
  const { page, context } = await visitor(browser);
  await page.goto(server.url + paths.booking);
  await page.emulateMedia({ media: "print" });
  const found = async (rules) => (await with_rules(page, rules), (await faults_on_paper(page)).join("\n"));
  assert.match(await found(".paper { display: none !important; }"), /lacks its own address/);
  assert.match(await found(".screen:not(#x) { display: block !important; }"), /says Google[^]*says asha@example.org/);
  assert.match(await found(":is(form, button):not(#x) { display: block !important; }"), /shows <form/);
  assert.match(await found("main { padding-block-end: 60rem; } .paper { break-before: page; }"), /takes \d pages of A4/);
  await context.close();
});

// ---- colours

// Runs in the page. Of every text that is seen: its colour against the ground that it stands on; of everything that is filled in or
// pressed: its edge. A colour of the system is what getComputedStyle says it is.
function faults_of_colours({ least_text, least_edge }) {
  const parsed = (text) => (/color\(srgb (\S+) (\S+) (\S+)(?: \/ (\S+))?\)/.exec(text)?.slice(1, 5) ?? text.match(/[\d.]+/g)).map(Number);
  const channels = (text) => (/^color/.test(text) ? parsed(text).map((value, at) => (at < 3 ? value * 255 : value)) : parsed(text));
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const is_clear = (colour) => /rgba\(.*, 0\)|transparent/.test(colour);
  const ground_of = (e) => {
    for (let at = e; at; at = at.parentElement) if (!is_clear(getComputedStyle(at).backgroundColor)) return getComputedStyle(at).backgroundColor;
    return "rgb(255, 255, 255)";
  };
  const contrast = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const is_seen = (e) => e.checkVisibility({ checkVisibilityCSS: true, opacityProperty: true }) && e.getClientRects().length > 0 && !e.closest(".unseen, .skip, :disabled");
  const name = (e) => `${e.localName}.${e.className || "-"} "${e.textContent.trim().slice(0, 30)}"`;
  const own_text = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const all = [...document.body.querySelectorAll("*")].filter(is_seen);
  const pale = all.filter(own_text).map((e) => [contrast(getComputedStyle(e).color, ground_of(e)), e]).filter(([value]) => value < least_text)
    .map(([value, e]) => `pale, ${value.toFixed(1)}: ${name(e)}`);
  const edges = all.filter((e) => e.matches("button:not(.link, .quiet-button), .button, input:not([type=radio], [type=checkbox]), select, textarea, label.slot")).map((e) => {
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(e);
    if (borderTopStyle === "none" || borderTopWidth === "0px") return `no edge: ${name(e)}`;
    const value = contrast(borderTopColor, ground_of(e.parentElement));
    return value < least_edge ? `a pale edge, ${value.toFixed(1)}: ${name(e)}` : null;
  }).filter(Boolean);
  return [...pale, ...edges];
}

// The first stops of the Tab key, each with a ring that is seen.
async function faults_of_focus(page) {
  const faults = [];
  await page.evaluate(() => document.activeElement?.blur());
  for (let stop = 0; stop < 12; ++stop) {
    await page.keyboard.press("Tab");
    const fault = await page.evaluate(() => {
      const e = document.activeElement, { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(e);
      const is_ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/^rgba\(.*, 0\)$/.test(outlineColor);
      return is_ringed || e === document.body ? null : `no ring around ${e.outerHTML.slice(0, 80)}`;
    });
    if (fault) faults.push(fault);
  }
  return faults;
}

// Playwright has no word for more contrast: the browser's own tools have. Whatever else is emulated has to be said with it.
async function emulate(page, features) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setEmulatedMedia", { features: Object.entries(features).map(([name, value]) => ({ name, value })) });
}

const enough = { least_text: 7, least_edge: 4.5 };
const forced = { least_text: 4.5, least_edge: 3 };

async function through_all(page, kind, look) {
  const found = [];
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(server.url + path);
    const slot = page.locator("[name=start]:visible").first();
    if (await page.locator("label.slot").count()) await slot.check();
    await picture(page, `${kind}-${name}`);
    found.push(...(await look(name)).map((fault) => `${name}: ${fault}`));
  }
  return found;
}

for (const scheme of ["light", "dark"]) {
  test(`whoever asks for more contrast gets it (${scheme})`, async () => {
    const { page, context } = await signed_in({ viewport: phone });
    await emulate(page, { "prefers-contrast": "more", "prefers-color-scheme": scheme });
    const found = await through_all(page, `contrast-${scheme}`, async () => [...(await page.evaluate(faults_of_colours, enough)), ...(await faults_of_focus(page))]);
    assert.equal(found.length, 0, found.join("\n"));
    await context.close();
  });

  test(`in forced colours nothing is lost (${scheme})`, async () => {
    const { page, context } = await signed_in({ viewport: desk });
    await page.emulateMedia({ forcedColors: "active", colorScheme: scheme });
    const found = await through_all(page, `forced-${scheme}`, async (name) => {
      const chosen = name !== "times" ? [] : await page.evaluate(() => {
        const ground = (selector) => getComputedStyle(document.querySelector(selector)).backgroundColor;
        return ground("label.slot:has(:checked)") === ground("label.slot:not(:has(:checked))") ? ["what is chosen looks like the rest"] : [];
      });
      return [...chosen, ...(await page.evaluate(faults_of_colours, forced)), ...(await faults_of_focus(page))];
    });
    assert.equal(found.length, 0, found.join("\n"));
    await context.close();
  });
}

test("what is pale, has no edge or shows no focus is found", async () => {
  const { page, context } = await visitor(browser);
  await page.goto(server.url + paths.find);
  const found = async (rules) => (await with_rules(page, rules), [...(await page.evaluate(faults_of_colours, enough)), ...(await faults_of_focus(page))].join("\n"));
  assert.match(await found("html { --soft: #9a9a9a; }"), /pale, .*hint/);
  assert.match(await found("button { border: 0; }"), /no edge: button/);
  assert.match(await found("html { --edge: #ddd; }"), /a pale edge.*input/);
  assert.match(await found(":focus-visible { outline: none; }"), /no ring around/);
  await context.close();
});

// ---- motion

const moving = (page) => page.evaluate(() => [...document.querySelectorAll("*")].flatMap((e) => ["", "::before", "::after"].flatMap((part) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(e, part || null);
  const still = /^(0s(, )?)+$/.test(transitionDuration) && animationName === "none" && scrollBehavior === "auto";
  return still ? [] : [`${e.localName}${part} moves`];
})));

test("nothing moves for those who ask for less motion", async () => {
  const { page, context } = await signed_in();
  await page.emulateMedia({ reducedMotion: "reduce" });
  const found = [];
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(server.url + path);
    found.push(...(await moving(page)).map((fault) => `${name}: ${fault}`));
  }
  assert.deepEqual(found, []);
  await with_rules(page, ".button, button { transition: background-color .2s; }");
  assert.match((await moving(page)).join(), /button moves/);
  await context.close();
});
