//! An installed window whose own buttons lie over the page: the heads are its title bar and leave them room.

use crate::gallery::Gallery;
use serde_json::json;

/// What can stand at the top of the window.
const STORIES: [&str; 10] =
    ["welcome", "chats", "profiles", "offline", "talk", "settings", "app-gone", "viewer", "join", "news"];
/// Three panes, two, and one.
const SIZES: [(u32, u32); 3] = [(1280, 800), (900, 600), (560, 400)];

/// A browser without a window of its own never has its buttons over the page; so what is for that is made to be for all, and the
/// room of the buttons is said: three on the left, as of macOS, and more on the right, as of Windows.
const LAY_OVER: &str = "const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])\
        .filter(rule => rule.conditionText?.includes('window-controls-overlay'));\
    for (const rule of rules) rule.media.mediaText = 'all';\
    for (const [name, size] of Object.entries({left: 72, right: 138, height: 40}))\
        document.documentElement.style.setProperty(`--buttons-${name}`, `${size}px`);\
    return rules.length";

/// What can be seen under the buttons, and what cannot be pressed because the window would be moved.
const AMISS: &str = "const controls = 'button, a, input, select, textarea, label, summary';\
    const shows = element => element.matches(controls) || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());\
    const seen = (element, box, left, right) => right - left > 1 &&\
        element.contains(document.elementFromPoint((left + right) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, 40)) / 2));\
    const top = document.querySelector('dialog[open]') ?? document.body, amiss = [];\
    for (const element of top.querySelectorAll('*')) {\
        const box = element.getBoundingClientRect();\
        if (!element.checkVisibility({visibilityProperty: true}) || box.width < 2 || element.closest('.visually-hidden, .skip')) continue;\
        const what = `${element.tagName}.${element.className}`;\
        const {left, right} = box;\
        if (shows(element) && box.top < 39 && box.bottom > 1 &&\
            (seen(element, box, left, Math.min(right, 72)) || seen(element, box, Math.max(left, innerWidth - 138), right))) amiss.push(`${what} is under the buttons`);\
        if (element.matches(controls) && box.top < 40) {\
            let at = element; while (at && getComputedStyle(at).appRegion === 'none') at = at.parentElement;\
            if (at && getComputedStyle(at).appRegion === 'drag') amiss.push(`${what} moves the window`) } }\
    const heads = [...top.querySelectorAll('.list-header, .chat-header, .app-bar, .viewer > header')];\
    if (heads.some(head => getComputedStyle(head).appRegion !== 'drag')) amiss.push('a head does not move the window');\
    return amiss";

#[test]
fn nothing_is_under_the_buttons_of_an_installed_window() {
    let gallery = Gallery::open();
    let browser = &gallery.page.browser;
    browser.go(&gallery.page.url);
    let first = "return (await (await fetch('/manifest.webmanifest')).json()).display_override[0]";
    assert_eq!(browser.script(first, vec![]), "window-controls-overlay");
    let mut amiss = Vec::new();
    for story in STORIES {
        browser.resize(1280, 800);
        browser.go(&format!("{}/?story={story}", gallery.page.url));
        browser.find(&format!("[data-story={story}]"));
        assert_eq!(browser.script(LAY_OVER, vec![]), 1, "one part of the style is for such a window");
        for (direction, (width, height)) in
            ["ltr", "rtl"].into_iter().flat_map(|to| SIZES.map(|size| (to, size)))
        {
            browser.script("document.documentElement.dir = args[0]", vec![json!(direction)]);
            browser.resize(width, height);
            let found = browser.script(AMISS, vec![]);
            let found = found.as_array().into_iter().flatten();
            amiss.extend(found.map(|what| format!("{story} {direction} at {width}: {what}")));
        }
    }
    assert!(amiss.is_empty(), "{amiss:#?}");
}
