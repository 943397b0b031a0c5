// Whether everything on a page can be seen and pressed, narrow and wide: a list of sentences of what does not fit; none: [].
import { desk, narrow } from "./browser.mjs";
import { small_targets } from "./targets.mjs";

// Nothing scrolls sideways.
export function of_width(page) {
  return page.evaluate(() => {
    const { clientWidth: width, scrollWidth } = document.documentElement;
    if (scrollWidth <= width) return [];
    const sticks_out = (e) => {
      const { left, right } = e.getBoundingClientRect();
      return right > width + 1 || left < -1;
    };
    const wide = [...document.querySelectorAll("body *")].filter(sticks_out).slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
    return [`wider than ${width} px: ${scrollWidth} px: ${wide.join(" ")}`];
  });
}

// Text that does not fit into its box and is not shown: nothing is cut off in a longer language.
export function of_cut_text(page) {
  return page.evaluate(() => {
    const hides = (e) => /hidden|clip/.test(getComputedStyle(e).overflowX) && !e.matches(".unseen, .unseen *, html, body, iframe");
    const is_cut = (e) => e.clientWidth > 0 && e.innerText?.trim() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
    return [...document.querySelectorAll("body *")].filter((e) => hides(e) && is_cut(e)).map((e) => `cut off: ${e.outerHTML.slice(0, 120)}`);
  });
}

// A menu that shares its line with others and shows only the beginning of what is chosen in it.
export function of_cut_choices(page) {
  return page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d"), arrow = 16;
    const is_cut = (e) => {
      const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(e);
      pen.font = font;
      const needed = pen.measureText(e.selectedOptions[0]?.text ?? "").width + parseFloat(paddingInlineStart) + parseFloat(paddingInlineEnd) + arrow;
      return e.clientWidth > 0 && e.clientWidth < needed && e.clientWidth < e.closest(".row").clientWidth - 4;
    };
    return [...document.querySelectorAll(".row select")].filter(is_cut).map((e) => `cut off: what is chosen in ${e.outerHTML.slice(0, 80)}`);
  });
}

const as_it_is = async (page) => [...(await of_width(page)), ...(await of_cut_text(page)), ...(await of_cut_choices(page)), ...(await small_targets(page))];

// At the width that it has, and then at the other of those that everybody may have. Once all of it is there: before its stylesheet
// came, a page is as wide as its longest word.
export async function of_layout(page) {
  await page.waitForLoadState();
  const here = page.viewportSize();
  const found = await as_it_is(page);
  await page.setViewportSize(here.width < desk.width ? desk : narrow);
  found.push(...(await as_it_is(page)).map((line) => `at the other width: ${line}`));
  await page.setViewportSize(here);
  return found;
}
