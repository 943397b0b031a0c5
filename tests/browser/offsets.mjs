// Which lines of a page show a time without saying in which zone: none should. Examples in hints and mistakes are no times of anything.
export async function times_without_offset(page) {
  const { lines, examples, clocks, slots } = await page.locator("main").evaluate((main) => {
    const words = (selector, within = main) => [...within.querySelectorAll(selector)].flatMap((e) => e.innerText.split("\n"));
    const days = [...main.querySelectorAll("fieldset.day")].filter((day) => /UTC/.test(day.querySelector("legend").innerText));
    // Of a table, where the offset stands above the column.
    const cells = [...main.querySelectorAll("td")].filter((td) => /UTC/.test(td.closest("table").querySelectorAll("th")[td.cellIndex].innerText));
    return {
      lines: main.innerText.split("\n"), examples: words(".hint, .mistake, .errors li, .clock, summary"), clocks: words(".clock"),
      slots: days.flatMap((day) => words("label.slot", day)).map((text) => text.trim()).concat(cells.flatMap((td) => td.innerText.trim().split(/\s+/))),
    };
  });
  // A line of a mail that was too long goes on in the next, as far in.
  const whole = (at) => (lines[at].length > 60 && /^ +\S/.test(lines[at + 1] ?? "") ? lines[at] + whole(at + 1) : lines[at]);
  const named = (at) => /UTC|[+-]\d{4}$|24:00 is /.test(whole(at)) || /^UTC/.test(lines[at + 1] ?? "") || clocks.some((clock) => lines[at].startsWith(clock));
  const bare = lines.filter((line, at) => /\b\d\d:\d\d\b/.test(line) && !named(at) && !examples.includes(line));
  return bare.filter((line) => line.trim().split(/\s+/).some((word) => !slots.includes(word)));
}
