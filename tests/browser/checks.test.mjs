// What looks at pages finds what is wrong with them: each check is shown a made-up page that is well, and some that are not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createServer } from "node:http";
import { once } from "node:events";
import { axe_findings } from "./axe.mjs";
import { faults, start_browser, visitor } from "./browser.mjs";
import { findings_on, of_mistakes } from "./every_page.mjs";
import { of_cut_choices, of_cut_text, of_width } from "./layout.mjs";
import { times_without_offset } from "./offsets.mjs";
import { html_findings, with_ends } from "./served_html.mjs";
import { missing_in, slots_read_aloud } from "./slot_names.mjs";
import { small_targets } from "./targets.mjs";
import { pattern, text } from "./words.mjs";

let browser, site, seen, shown = "", policy = "script-src 'none'";

const around = (body, { title = "Somewhere – Rehearse", lang = "en" } = {}) => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
</head>
<body>
<main>
<h1>Somewhere</h1>
${body}
</main>
</body>
</html>
`;

before(async () => {
  browser = await start_browser();
  site = createServer((_, answer) => {
    answer.setHeader("Content-Security-Policy", policy);
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end(shown);
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  seen = await visitor(browser, { javaScriptEnabled: true, viewport: { width: 320, height: 640 } });
});
after(async () => {
  await browser?.close();
  site.close();
});

async function open(body, options) {
  shown = around(body, options);
  await seen.page.goto(`http://127.0.0.1:${site.address().port}/`);
  return seen.page;
}

test("a page that is well is found to be well, by all of them together", async () => {
  await open('<p>Fine, and <a href="/">a link in running text</a>.</p>');
  assert.deepEqual(await findings_on(seen, "en"), []);
});

test("a title, a language, a heading, a scroll bar, a pale colour, a field without a name", async () => {
  await open("<h1>Again</h1>", { title: "x", lang: "de" });
  const all = (await findings_on(seen, "en")).join("\n");
  for (const said of [/title does not say/, /speaks de/, /not exactly one h1/]) assert.match(all, said);
  await open('<div style="width:400px">wide</div><p style="color:#bbb;background:#fff">pale</p><input type="text" style="height:50px">');
  const more = (await findings_on(seen, "en")).join("\n");
  for (const said of [/wider than 320 px/, /axe, color-contrast/, /axe, label/]) assert.match(more, said);
  assert.match(more, /html, no-inline-style/);
  assert.deepEqual(await of_width(await open("<p>narrow</p>")), []);
});

test("axe looks where no script runs, too, and none runs afterwards", async () => {
  policy = "script-src 'unsafe-inline'";
  const quiet = await visitor(browser);
  shown = around('<p style="color:#bbb;background:#fff">pale</p><script>document.title = "It ran"</script>');
  await quiet.page.goto(`http://127.0.0.1:${site.address().port}/`);
  for (const _ of [1, 2]) {
    assert.match((await axe_findings(quiet)).join("\n"), /axe, color-contrast/);
    assert.deepEqual(await axe_findings(quiet, ["color-contrast"]), []);
    await quiet.page.reload();
    assert.equal(await quiet.page.title(), "Somewhere – Rehearse");
  }
  await quiet.context.close();
  policy = "script-src 'none'";
});

test("mistakes that the title hides, whose summary has no focus, whose links lead nowhere", async () => {
  const page = await open('<div class="errors" tabindex="-1" role="alert"><a href="#gone">x</a><a href="#text">y</a></div><p id="text">no field</p>');
  const found = (await of_mistakes(page)).join("\n");
  for (const said of [/has not the focus/, /nothing has the id #gone/, /#text takes no focus/]) assert.match(found, said);
  assert.match((await findings_on(seen, "en")).join("\n"), /title does not begin with the error/);
  const well = await open('<div class="errors" tabindex="-1" role="alert" autofocus><a href="#it">x</a></div><label>It <input id="it"></label>');
  assert.deepEqual(await of_mistakes(well), []);
});

test("small targets, but for links in running text", async () => {
  const small = await small_targets(await open('<ul><li><a href="/">alone</a></li></ul><button style="height:30px">low</button><label><input type="checkbox">tick</label>'));
  assert.equal(small.length, 3, small.join("\n"));
  const page = await open('<p>Some <a href="/">link</a></p><label style="display:block;min-height:44px"><input type="checkbox">tick</label><button style="height:44px">high</button>');
  assert.deepEqual(await small_targets(page), []);
  const card = '<div style="position:relative;height:60px"><a href="/">card</a></div>';
  assert.equal((await small_targets(await open(card))).length, 1);
  assert.deepEqual(await small_targets(await open(`<style>a::after { content: ""; position: absolute; inset: 0 }</style>${card}`)), []);
});

test("text that is cut off", async () => {
  assert.equal((await of_cut_text(await open('<p style="width:50px;overflow:hidden;white-space:nowrap">Cut off at the end</p>'))).length, 1);
  assert.deepEqual(await of_cut_text(await open("<p>Whole</p>")), []);
});

test("menus that cut off what is chosen, but for those that have a line to themselves", async () => {
  const menu = (width) => `<div class="row" style="width:300px"><select aria-label="Way" style="width:${width}px"><option>In a shared editor, on a machine of your own</option></select></div>`;
  assert.equal((await of_cut_choices(await open(menu(120)))).length, 1);
  assert.deepEqual(await of_cut_choices(await open(menu(300))), []);
  assert.deepEqual(await of_cut_choices(await open(menu(120).replace(", on a machine of your own", "").replace("In a shared editor", "Any"))), []);
});

test("a time without its offset", async () => {
  assert.deepEqual(await times_without_offset(await open("<p>At 10:00</p>")), ["At 10:00"]);
  assert.deepEqual(await times_without_offset(await open('<p>At 10:00 (UTC+01:00, Africa/Lagos)</p><p class="hint">such as 18:00</p>')), []);
  const mail = (rest) => open(`<pre>  Sunday 29 November 2026, 23:30 – Monday 30 November 2026, 00:30\n  ${rest}</pre>`);
  assert.deepEqual(await times_without_offset(await mail("(UTC+01:00, Europe/Paris)")), []);
  assert.equal((await times_without_offset(await mail("Bring tea"))).length, 1);
});

const radio = (id, labelled) => `<label id="${id}"><input type="radio" name="start" aria-labelledby="${labelled}">19:00</label>`;
test("slots that do not say when they are, or that it is her night", async () => {
  const page = await open(`<fieldset><legend id="d">Friday 12 March 2027 UTC+05:30, Kolkata</legend>${radio("a", "d a")}${radio("b", "b")}</fieldset>
<details class="night"><summary>Night</summary><fieldset><legend id="n">Friday 12 March 2027 UTC+05:30, Kolkata, your night</legend>${radio("c", "n c")}${radio("e", "d e")}</fieldset></details>`);
  const [good, bare, night, hidden] = await slots_read_aloud(page);
  assert.equal(good.name, "Friday 12 March 2027 UTC+05:30, Kolkata 19:00");
  const missing = ({ name, is_night }) => missing_in(name, is_night, "en", /, your night/);
  assert.deepEqual(missing(good), []);
  assert.deepEqual(missing(bare), ["day", "date", "offset", "zone"]);
  assert.deepEqual(missing(night), []);
  assert.deepEqual(missing(hidden), ["night"]);
  assert.deepEqual(missing({ name: "Friday 12 March 2027 UTC+05:30, your night 19:00", is_night: true }), ["zone"]);
});

test("HTML that is wrong as it is served, which a browser mends in silence", async () => {
  assert.match((await html_findings(around("<p><div>x</div></p>"))).join("\n"), /no-implicit-close|element-permitted-content/);
  assert.match((await html_findings(around('<p id="a">x</p><p id="a">y</p>'))).join("\n"), /no-dup-id/);
  assert.match((await html_findings(around("<ul><p>x</p></ul>"))).join("\n"), /element-permitted-content/);
  const menu = '<label>Where <select><optgroup label="A"><option value="1">One\n<option value="2">Two\n<optgroup label="B"><option value="3">Three\n</select></label>';
  assert.deepEqual(await html_findings(around(menu)), []);
  assert.equal(with_ends("<option>a</option>"), "<option>a</option>");
});

test("what the policy forbids, and what a script says", async () => {
  policy = "script-src 'none'; style-src 'self'";
  await open('<p style="color:red">forbidden</p><script>1</script>');
  assert.match(faults(seen.complaints.splice(0)).join("\n"), /policy: style-src[^]*policy: script-src/);
  policy = "script-src 'unsafe-inline'";
  await open('<p>x</p><script>console.warn("old"); nothing.here;</script>');
  assert.match(faults(seen.complaints.splice(0)).join("\n"), /warning: old[^]*nothing is not defined/);
});

test("words of each language, disguised as the program does it", () => {
  assert.equal(text("en", "Error: {title}"), "Error: {title}");
  assert.equal(text("en-XA", "Error: {title}"), "Éŕŕöŕ: {title}");
  assert.equal(text("ar-XB", "Error: {title}"), "\u202EError: \u202C{title}");
  assert.match("Error: Your details", new RegExp(pattern("en", "Error: {title}")));
  assert.throws(() => text("en", "Nobody ever says this"), /no text/);
});
