//! Every story of the gallery: seen at a desk and on a phone, light and dark, from the right to the left, in a person's own few
//! colours, enlarged, narrow, and in another language. What is amiss is collected, so that one run tells all of it.

use estuary_tests::{
    bridge::Bridge,
    browser::Browser,
    page::{Page, id},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, env, path::Path};

/// Where nothing may be wider than the screen: a desk enlarged to 200 %, a phone, and a small one.
const NARROW: [(u32, u32); 3] = [(640, 400), (390, 844), (320, 640)];

/// What can be scrolled from side to side though nobody wants that, and a page that can be scrolled at all. What is meant to be
/// is named.
const TOO_WIDE: &str = "const meant = '.tray ul, .profiles, .developer-peers, .inspector, pre';\
    return [...document.querySelectorAll('*')].filter(element => \
        element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && !element.matches(meant) && \
        (element.matches('html, body') || ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)))\
        .map(element => `${element.tagName}.${element.className}: ${element.scrollWidth} in ${element.clientWidth}`)\
        .concat(document.documentElement.scrollHeight > innerHeight + 1 || document.body.scrollHeight > innerHeight + 1 ?\
            ['the page scrolls'] : [])";

/// Gives texts the room some people need to read (WCAG 2.2, 1.4.12), or takes it away again.
const SPACE_OUT: &str = "if (!args[0]) return void document.adoptedStyleSheets.pop();\
    const room = new CSSStyleSheet();\
    room.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }\
        p { margin-block-end: 2em !important }');\
    document.adoptedStyleSheets.push(room)";

/// Texts of which a part cannot be seen, and nothing says so.
const CUT_OFF: &str = "return [...document.querySelectorAll('*')].filter(element => {\
        if (element.closest('.visually-hidden') || !element.innerText?.trim()) return false;\
        const {overflowX, overflowY, textOverflow, webkitLineClamp} = getComputedStyle(element);\
        const hides = overflow => ['hidden', 'clip'].includes(overflow);\
        return webkitLineClamp === 'none' && (\
            hides(overflowX) && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1 ||\
            hides(overflowY) && element.scrollHeight > element.clientHeight + 1) })\
    .map(element => `${element.tagName}.${element.className}: ${element.innerText.slice(0, 40)}`)";

/// What is there though it is said not to be.
const SHOWN: &str = "return [...document.querySelectorAll('[hidden]')]\
    .filter(element => getComputedStyle(element).display !== 'none').map(element => element.outerHTML)";

/// Presses of the Tab key after which a person has had enough.
const ENOUGH: usize = 80;

/// What is amiss with what has the focus; `null` once it had it before. It has to be seen, with a line around it, and nothing
/// may stand in front of it.
const STOP: &str = "const here = document.activeElement ?? document.body; window.stops ??= new Set();\
    if (stops.has(here)) return null;\
    stops.add(here);\
    if (here === document.body) return '';\
    const shown = here.matches('.visually-hidden') ? here.closest('label') ?? here : here;\
    const box = shown.getBoundingClientRect(), what = `${here.tagName}.${here.className}`;\
    const [left, top, right, bottom] = [Math.max(box.left, 0), Math.max(box.top, 0), Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];\
    if (right - left < 2 || bottom - top < 2) return `${what} is out of sight`;\
    const at = (x, y) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);\
    const front = [at(.5, .5), at(.1, .5), at(.9, .5), at(.5, .1), at(.5, .9)];\
    if (!front.some(front => shown.contains(front) || front?.contains(shown))) return `${what} is behind ${front[0]?.outerHTML.slice(0, 60)}`;\
    const marked = element => { const {outlineStyle, outlineWidth} = getComputedStyle(element);\
        return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 };\
    return marked(shown) || marked(shown.parentElement) ? '' : `${what} looks as if it had no focus`";

/// Before anything else of a page: notes what moves for a while.
const NOTE_MOTION: &str = "window.moved = new Set();\
    for (const [kind, name, time] of [['animationstart', 'animationName', 'animationDuration'], ['transitionrun', 'propertyName', 'transitionDuration']])\
        addEventListener(kind, event => { if (parseFloat(getComputedStyle(event.target)[time]) > 0) moved.add(event[name]) }, true)";

/// Texts, labels and hints that are on the page.
const WORDS: &str = "const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];\
    while (texts.nextNode()) found.push(texts.currentNode.data.trim());\
    for (const name of ['aria-label', 'title', 'placeholder'])\
        for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name));\
    return found";

#[test]
fn every_story_is_sound_at_a_desk() {
    let gallery = Gallery::open();
    gallery.of_each(|look| {
        look.at(1280, 800, &[("prefers-color-scheme", "light")]);
        look.photograph("desk-light");
        look.audit();
        look.at(1280, 800, &[("prefers-color-scheme", "dark")]);
        look.photograph("desk-dark");
        look.audit();
        look.at(1280, 800, &[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]);
        look.photograph("desk-forced");
        look.turn("rtl");
        look.at(1280, 800, &[("prefers-color-scheme", "light")]);
        look.photograph("desk-rtl");
        // Enlarged to 200 %, where most stands in front of something.
        look.turn("ltr");
        look.at(640, 400, &[]);
        look.tab();
    });
}

#[test]
fn every_story_is_sound_on_a_phone_enlarged_and_in_german() {
    let gallery = Gallery::open();
    let (english, german) = (texts("en"), texts("de"));
    let foreign = |text: &str| english.contains(text) && !german.contains(text);
    gallery.of_each(|look| {
        look.at(390, 844, &[("prefers-color-scheme", "dark")]);
        look.photograph("phone-dark");
        look.audit();
        look.note(SHOWN, "there though it is hidden");
        look.space_out();
        for (width, height) in NARROW {
            look.at(width, height, &[("prefers-color-scheme", "light")]);
            look.fit();
        }
        look.photograph("narrow");
        look.turn("rtl");
        look.photograph("narrow-rtl");
        look.fit();
        look.turn("ltr");
        look.speak("de", foreign);
    });
}

#[test]
fn the_chat_list_is_made_wider_and_narrower_by_keys_and_presses_and_stays_so() {
    let gallery = Gallery::open();
    let browser = &gallery.page.browser;
    let line = id("splitter");
    let width = || {
        let measure = "return document.querySelector('.list-header').getBoundingClientRect().width";
        browser.script(measure, vec![]).as_f64().unwrap().round() as i64
    };
    let open = || {
        browser.go(&format!("{}/?story=chats", gallery.page.url));
        browser.find("[data-story=chats]");
        browser.script("document.querySelector(args[0]).focus()", vec![json!(line)]);
    };
    browser.resize(1280, 800);
    open();
    let before = width();
    gallery.page.press("ArrowRight");
    assert_eq!(width(), before + 24);
    browser.script("document.documentElement.dir = 'rtl'", vec![]);
    gallery.page.press("ArrowRight");
    gallery.page.press("ArrowRight");
    assert_eq!(width(), before - 24, "from right to left, right is narrower");
    open();
    assert_eq!(width(), before - 24, "it is kept");
    browser.click(&line);
    assert!(width() > before - 24, "a press makes it wider");
    browser.resize(640, 400);
    browser.until("there is one pane", || (width() > 600).then_some(()));
}

/// The texts of a language that have no values in them.
fn texts(code: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../app/locales/texts-{code}.ftl"));
    let source = std::fs::read_to_string(file).unwrap();
    // Languages are called what those who speak them call them.
    let lines = source.lines().filter(|line| !line.starts_with("language-name"));
    let texts = lines.filter_map(|line| Some(line.split_once(" = ")?.1));
    texts.filter(|text| !text.contains('{')).map(str::to_owned).collect()
}

/// The gallery in a browser; `ESTUARY_GALLERY` names its folder.
pub(crate) struct Gallery {
    pub(crate) page: Page,
    _bridge: Bridge,
}

impl Gallery {
    /// With no story opened.
    pub(crate) fn open() -> Self {
        let folder = env::var_os("ESTUARY_GALLERY").expect("ESTUARY_GALLERY names the folder of the gallery");
        let bridge = Bridge::serving(Path::new(&folder));
        let page = Page::in_browser(&bridge, Browser::with_devices());
        page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": NOTE_MOTION}));
        Self { page, _bridge: bridge }
    }

    /// Tells all stories, and fails with what is amiss in any.
    #[track_caller]
    fn of_each(&self, see: impl Fn(&mut Look<'_>)) {
        self.page.browser.go(&self.page.url);
        self.page.browser.find(".gallery-stories a");
        let names = self.page.browser.script(
            "return [...document.querySelectorAll('.gallery-stories a')].map(link => link.textContent)",
            vec![],
        );
        let names: Vec<String> = serde_json::from_value(names).unwrap();
        let mut amiss = Vec::new();
        for name in &names {
            let mut look = Look { page: &self.page, story: name, amiss: Vec::new() };
            if look.told() {
                see(&mut look);
            }
            let log = self.page.browser.log();
            look.amiss.extend(log.into_iter().filter(|line| line.contains("SEVERE")));
            amiss.extend(look.amiss.into_iter().map(|what| format!("{name}: {what}")));
        }
        assert!(amiss.is_empty(), "{} of {} looks:\n{}", amiss.len(), names.len(), amiss.join("\n"));
    }
}

/// One story on the screen.
struct Look<'a> {
    page: &'a Page,
    story: &'a str,
    amiss: Vec<String>,
}

impl Look<'_> {
    /// Opens it; `false` where it cannot be told.
    fn told(&mut self) -> bool {
        let browser = &self.page.browser;
        browser.resize(1280, 800);
        // Told to somebody who wants nothing to move.
        browser.prefer_all(&[("prefers-reduced-motion", "reduce")]);
        browser.go(&format!("{}/?story={}", self.page.url, self.story));
        let ended = "const {story, missing} = document.documentElement.dataset; return [story, missing]";
        let missing = browser.until("the story is told", || {
            let ended = browser.script(ended, vec![]);
            let missing = ended[1].as_str().map(str::to_owned);
            (missing.is_some() || ended[0].is_string()).then_some(missing)
        });
        self.amiss.extend(missing.iter().map(|what| format!("does not show {what}")));
        let moved: Vec<String> =
            serde_json::from_value(browser.script("return [...window.moved]", vec![])).unwrap();
        self.amiss.extend(moved.iter().map(|what| format!("moves by {what}")));
        self.page.load_axe();
        missing.is_none()
    }

    fn at(&self, width: u32, height: u32, preferences: &[(&str, &str)]) {
        self.page.browser.resize(width, height);
        self.page.browser.prefer_all(preferences);
    }

    /// Another direction.
    fn turn(&self, to: &str) {
        self.page.browser.script("document.documentElement.dir = args[0]", vec![json!(to)]);
    }

    fn photograph(&self, how: &str) {
        self.page.photograph(&format!("stories/{}-{how}", self.story));
    }

    fn audit(&mut self) {
        let found = self.page.violations();
        self.extend(&found, "keeps people out");
    }

    fn fit(&mut self) {
        self.note(TOO_WIDE, "too wide");
    }

    /// With room between lines, words and letters, all is still there.
    fn space_out(&mut self) {
        self.page.browser.script(SPACE_OUT, vec![true.into()]);
        self.fit();
        self.note(CUT_OFF, "cut off when spaced out");
        self.page.browser.script(SPACE_OUT, vec![false.into()]);
    }

    /// What the page finds by itself.
    fn note(&mut self, script: &str, how: &str) {
        let found = self.page.browser.script(script, vec![]);
        self.extend(&found, how);
    }

    fn extend(&mut self, found: &Value, how: &str) {
        self.amiss.extend(found.as_array().into_iter().flatten().map(|what| format!("{how}: {what}")));
    }

    /// Goes round by the Tab key, once.
    fn tab(&mut self) {
        for _ in 0..ENOUGH {
            self.page.press("Tab");
            match self.page.browser.script(STOP, vec![]).as_str() {
                None => return,
                Some("") => {}
                Some(amiss) => self.amiss.push(format!("by Tab: {amiss}")),
            }
        }
        self.amiss.push(format!("the Tab key has not come round after {ENOUGH} stops"));
    }

    /// In another language, without a reload, nothing is left of the one before.
    fn speak(&mut self, code: &str, foreign: impl Fn(&str) -> bool) {
        let browser = &self.page.browser;
        browser.script("postMessage(args[0])", vec![json!(code)]);
        let changed = format!("html[lang={code}]");
        browser.until("the language is another", || browser.has(&changed).then_some(()));
        self.page.settle();
        let words = browser.script(WORDS, vec![]);
        let words = words.as_array().into_iter().flatten().filter_map(Value::as_str);
        let left: Vec<_> =
            words.filter(|text| foreign(text)).map(|text| format!("not in German: {text:?}")).collect();
        self.amiss.extend(left);
        browser.script("localStorage.removeItem('language')", vec![]);
    }
}
