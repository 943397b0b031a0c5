// What is too small for a thumb: anything to press that is lower than 44 px. As WCAG 2.5.8 does, links in running text are left
// out: they are as high as their line. Of a box to tick the label counts, which ticks it too; of a link that is stretched over its
// card, the card.
const least = 44;

export function small_targets(page) {
  return page.evaluate((least_height) => {
    const is_seen = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.getClientRects().length > 0 && !e.closest("[aria-hidden=true]");
    const is_stretched = (e) => /absolute/.test(getComputedStyle(e, "::after").position) && getComputedStyle(e, "::after").content !== "none";
    const target_of = (e) => (is_stretched(e) && e.offsetParent) || (/^(checkbox|radio)$/.test(e.type) && (e.closest("label") ?? document.querySelector(`label[for="${e.id}"]`))) || e;
    // Beside other text, within the same paragraph, item or cell.
    const is_in_text = (e) => {
      if (e.localName !== "a" || getComputedStyle(e).display !== "inline") return false;
      const around = e.parentElement.closest("p, li, dd, dt, td, th, h1, h2, h3, legend, label, div, section, main");
      return around.innerText.trim().length > e.innerText.trim().length;
    };
    const height = (e) => Math.max(...[...e.getClientRects()].map((r) => r.height));
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
      .filter((e) => is_seen(e) && !e.matches(".skip, iframe *") && !is_in_text(e))
      .map(target_of)
      .filter((e) => height(e) < least_height - 0.5)
      .map((e) => `lower than ${least_height} px (${height(e).toFixed(1)}): ${e.outerHTML.replace(/\s+/g, " ").slice(0, 110)}`);
  }, least);
}
