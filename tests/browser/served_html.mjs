// What html-validate finds in the HTML as it was served. Each rule that is not as recommended has its reason here.
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // How a template looks, not what it means; and bytes on a slow line are dearer than a tidy source.
    "no-trailing-whitespace": "off",
    // Names of people and interviews stand in titles: we do not cut them for a search engine's sake.
    "long-title": "off",
    // A list is one name, sent once for each box that is ticked and each row.
    "form-dup-name": "off",
    "doctype-style": ["error", { style: "lowercase" }],
    "void-style": ["error", { style: "omit" }],
    // A row of fields within a fieldset is a group with a name, not a fieldset in a fieldset.
    "prefer-native-element": ["error", { exclude: ["group"] }],
  },
});

// HTML lets the ends of options be left out, and 400 zones are a kilobyte of them; the validator wants to see them.
export function with_ends(html) {
  return html.replace(/(<option\b[^>]*>[^<]*)(?=<(?!\/option))/g, "$1</option>")
    .replace(/<optgroup\b[^>]*>[^]*?(?=<optgroup|<\/select)/g, (group) => (group.includes("</optgroup>") ? group : group + "</optgroup>"));
}

export async function html_findings(html) {
  const report = await validator.validateString(with_ends(html));
  return report.results.flatMap((result) => result.messages).map((m) => `html, ${m.ruleId} at ${m.line}:${m.column}: ${m.message}`);
}
