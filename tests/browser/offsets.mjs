// Which lines of a page show a time without saying in which zone: none should.
export async function times_without_offset(page) {
  const nights = await page.locator("details.night > summary").allInnerTexts();
  const lines = (await page.locator("main").innerText()).split("\n").filter((line) => !nights.includes(line.trim()));
  const named = (at) => /UTC|[+-]\d{4}$|it is now|such as|24:00 is /.test(lines[at]) || /^UTC/.test(lines[at + 1] ?? "");
  const bare = lines.filter((line, at) => /\b\d\d:\d\d\b/.test(line) && !named(at));
  const slots = new Set();
  for (const each of await page.locator("fieldset.day").all()) {
    if (/UTC/.test(await each.locator("legend").innerText()))
      for (const text of await each.locator("label.slot").allInnerTexts()) slots.add(text.trim());
  }
  return bare.filter((line) => line.trim().split(/\s+/).some((word) => !slots.has(word)));
}
