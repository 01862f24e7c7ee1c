// Colours as #rrggbb: mixed, and told apart from a ground. Nothing here touches a page.

/** @param {string} colour */
const parse = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** @param {number[]} rgb */
const hex = (rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** This share of the first colour, the rest of the second. @param {string} first @param {string} second @param {number} share */
export function mix(first, second, share) {
  const other = parse(second);
  return hex(parse(first).map((part, at) => part * share + other[at] * (1 - share)));
}

/** Relative luminance, 0 to 1 (WCAG 2.2). @param {string} colour */
export function luminance(colour) {
  const [red, green, blue] = parse(colour).map((part) => (
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21 (WCAG 2.2). @param {string} first @param {string} second */
export function contrast(first, second) {
  const [more, less] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
}

/**
 * The colour of a force on this ground: its own, moved away from the ground only where it would sink into it.
 * @param {string} colour @param {string} ground
 */
export function onGround(colour, ground) {
  const isDark = luminance(ground) < 0.2, enough = isDark ? 2.4 : 1.2;
  let found = colour;
  for (let turn = 0; turn < 8 && contrast(found, ground) < enough; turn += 1) found = mix(found, isDark ? "#ffffff" : "#000000", 0.88);
  return found;
}
