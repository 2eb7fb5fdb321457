//! The accent in the colour of one's own avatar: to be read in every hue.

use crate::gallery::Gallery;
use serde_json::json;

/// What stands on what, and how much of it shows through: text at 4.5:1, signs and lines at 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
const TEXT: [(&str, &str, u8); 17] = [
    ("on-accent", "accent", 100),
    ("on-accent", "accent-strong", 100),
    ("accent", "water-0", 100),
    ("accent", "water-1", 100),
    ("accent", "water-2", 100),
    ("accent-strong", "water-0", 100),
    ("accent-strong", "water-1", 100),
    ("accent-strong", "water-2", 100),
    ("accent-strong", "accent-ground", 100),
    ("accent-strong", "own", 100),
    ("accent-strong", "other", 100),
    ("accent-strong", "accent", 12),
    ("ink", "own", 100),
    ("ink-soft", "own", 100),
    ("ink", "accent-ground", 100),
    ("ink-soft", "accent-ground", 100),
    ("ink", "accent", 22),
];
const SIGNS: [(&str, &str, u8); 5] = [
    ("accent", "own", 100),
    ("accent", "other", 100),
    ("accent", "feed", 100),
    ("accent", "accent-ground", 100),
    ("danger", "own", 100),
];

/// The least contrast of each pair over all hues, painted as the browser paints it. What shows through lies on an own message.
const LEAST: &str = "const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});\
    const root = document.documentElement, probe = document.body.appendChild(document.createElement('i'));\
    const paint = color => { probe.style.color = color; pen.fillStyle = getComputedStyle(probe).color; pen.fillRect(0, 0, 1, 1) };\
    const light = (...colors) => { colors.forEach(paint);\
        const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data]\
            .map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);\
        return .2126 * red + .7152 * green + .0722 * blue + .05 };\
    const [pairs, theme] = args, least = pairs.map(() => 21), accents = new Set();\
    Object.assign(root.dataset, {theme, accent: 'avatar'});\
    for (let hue = 0; hue < 360; hue++) {\
        root.style.setProperty('--avatar', `oklch(0.5 0.23 ${hue})`);\
        pairs.forEach(([front, ground, part], at) => {\
            const [one, other] = [light(`var(--${front})`), light('var(--own)', `color-mix(in srgb, var(--${ground}) ${part}%, transparent)`)];\
            least[at] = Math.min(least[at], Math.max(one, other) / Math.min(one, other)) });\
        paint('var(--accent)'); accents.add(pen.fillStyle) }\
    return [least, accents.size]";

#[test]
fn an_accent_of_any_hue_is_readable_in_light_and_dark() {
    let gallery = Gallery::open();
    let browser = &gallery.page.browser;
    browser.go(&gallery.page.url);
    browser.find(".gallery-stories a");
    let pairs: Vec<_> = TEXT.iter().chain(&SIGNS).collect();
    let mut faint = Vec::new();
    for theme in ["light", "dark"] {
        let measured = browser.script(LEAST, vec![json!(pairs), json!(theme)]);
        let (least, accents): (Vec<f64>, usize) = serde_json::from_value(measured).unwrap();
        assert_eq!(accents, 360, "every hue has an accent of its own");
        let enough = |at| if at < TEXT.len() { 4.5 } else { 3.0 };
        let found = least.iter().zip(&pairs).enumerate().filter(|(at, (least, _))| **least < enough(*at));
        faint.extend(found.map(|(_, (least, pair))| format!("{pair:?} in {theme}: {least:.2}")));
    }
    assert!(faint.is_empty(), "{faint:#?}");
    // Who chose few colours for everything keeps them.
    browser.prefer_all(&[("forced-colors", "active")]);
    let steady = "const probe = document.body.appendChild(document.createElement('i')); probe.style.cssText = 'forced-color-adjust: none; color: var(--accent)';\
        const all = ['red', 'blue'].map(color => { document.documentElement.style.setProperty('--avatar', color); return getComputedStyle(probe).color });\
        return all[0] === all[1]";
    assert_eq!(browser.script(steady, vec![]), true);
    let accent = "return getComputedStyle(document.documentElement).getPropertyValue('--accent')";
    for theme in ["light", "dark"] {
        browser.script("document.documentElement.dataset.theme = args[0]", vec![theme.into()]);
        assert_eq!(browser.script(accent, vec![]), "Highlight", "in {theme}");
    }
}
