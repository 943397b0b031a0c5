// Whose form is it: ours are taken under every name that leads here, those of another site never. Browsers say Sec-Fetch-Site only
// where they trust the connection; over plain http to another name than localhost there is Origin alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { start_browser, visitor } from "./browser.mjs";

let server, browser, somebody, site;

before(async () => {
  server = await start_server();
  site = `http://book.example:${new URL(server.url).port}`;
  browser = await start_browser(["--host-resolver-rules=MAP book.example 127.0.0.1"]);
  somebody = await visitor(browser);
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

// The answer to the form that the page shows, and what the browser sent.
async function sent({ page }) {
  const [answer] = await Promise.all([page.waitForNavigation(), page.click("main button")]);
  return { status: answer.status(), told: await answer.request().allHeaders() };
}

for (const [name, at] of [["its name in the network", () => site], ["its address on this machine", () => server.url]])
  test(`a form of ours is taken under ${name}`, async () => {
    await somebody.page.goto(at() + "/sign-in");
    await somebody.page.fill("main input[name=email]", "ada@example.org");
    const { status, told } = await sent(somebody);
    assert.equal(status, 200, JSON.stringify(told));
  });

test("a form of another site is refused, whether that says who it is or not", async () => {
  for (const policy of ["origin", "no-referrer"]) {
    const body = `<meta name=referrer content=${policy}><main><form method=post action="${site}/sign-in">
      <input name=email value=ada@example.org><button>Win</button></form></main>`;
    await somebody.page.route("http://evil.example/", (route) => route.fulfill({ contentType: "text/html", body }));
    await somebody.page.goto("http://evil.example/");
    const { status, told } = await sent(somebody);
    assert.equal(told["sec-fetch-site"], undefined, "this is about browsers that do not say");
    assert.equal(status, 403, JSON.stringify(told));
    await somebody.page.unroute("http://evil.example/");
  }
});
