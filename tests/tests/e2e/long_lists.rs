//! More chats than fit on many screens, and a chat longer than the page holds.

use super::world::core;
use estuary_tests::{
    forge::Person,
    page::{self, Page, acquainted, id},
};
use serde_json::{Value, json};

const GROUPS: usize = 200;
const LINES: usize = 300;
/// More of either is never in the page at the same time.
const HELD: u64 = 130;

/// Place of the row with the focus, and the length of the list, as they are told to those who cannot see it.
const FOCUSED: &str = "const item = document.activeElement?.closest('li'); return item && \
    [item.getAttribute('aria-posinset'), item.getAttribute('aria-setsize')].map(Number)";
const LAST: &str = "const item = [...document.querySelectorAll('.chat-list li[aria-posinset]')].at(-1); return item && \
    [item.getAttribute('aria-posinset'), item.getAttribute('aria-setsize')].map(Number)";
/// Where a line is on the screen.
const TOP: &str = "const line = [...document.querySelectorAll('[data-testid=text]')].find(text => text.innerText === args[0]);\
    return line ? line.getBoundingClientRect().top : null";
/// Counts the messages that are taken out and put back in, which costs time, focus and whatever plays.
const WATCH: &str = "self.putBack = 0; const gone = new WeakSet();\
    const watch = list => new MutationObserver(records => records.forEach(({addedNodes, removedNodes}) => {\
        addedNodes.forEach(row => self.putBack += gone.has(row)); removedNodes.forEach(row => gone.add(row)) })).observe(list, {childList: true});\
    watch(document.querySelector('.feed-content'))";
/// The last line that can be seen.
const LAST_SEEN: &str = "const end = document.querySelector('[data-testid=feed]').getBoundingClientRect().bottom + 1;\
    return [...document.querySelectorAll('[data-testid=message]')].filter(message => message.getBoundingClientRect().bottom <= end)\
        .at(-1).querySelector('[data-testid=text]').innerText";
const SETTLED: &str = "for (let n = 0; n < 3; n++) await new Promise(done => requestAnimationFrame(done))";

#[test]
fn long_lists_lead_to_their_ends_and_keep_their_place() {
    let bridge = page::bridge();
    let core = core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    acquainted(&page, &core);
    let ada = core.call("get_contacts", [json!(0), Value::Null])[0].clone();
    let (address, key) = (ada["address"].as_str().unwrap(), core.certificate_of(ada["id"].as_u64().unwrap()));
    let pen = Person::new(format!("pen@{}", bridge.domain()), true);
    let deliver = |text: &str, group: Option<usize>| {
        let letter = pen.letter(address, &key, text);
        let letter = match group {
            Some(n) => letter
                .with("Chat-Group-ID", format!("longlists{n:08}"))
                .with("Chat-Group-Name", format!("Group {n}")),
            None => letter,
        };
        bridge.deliver(address, &letter.mail());
    };
    (0..GROUPS).for_each(|n| deliver("In a group", Some(n)));
    (0..LINES).for_each(|n| deliver(&line(n), None));
    page.open_chat(&line(LINES - 1));

    // The list, by keys and by mouse. The real core is in it, the pen, and what the app itself says.
    let total = GROUPS as u64 + 3;
    page.browser
        .until("all chats are counted", || (page.browser.script(LAST, vec![])[1] == total).then_some(()));
    page.browser.script("document.querySelector('[data-testid=chat-row]').focus()", vec![]);
    for (key, place) in
        [("End", total), ("ArrowUp", total - 1), ("Home", 1), ("ArrowDown", 2), ("PageDown", 12)]
    {
        page.press(key);
        page.browser.until(&format!("{key} leads to {place}"), || {
            (page.browser.script(FOCUSED, vec![]) == json!([place, total])).then_some(())
        });
    }
    page.browser.script(WATCH, vec![]);
    page.browser.script(
        "const list = document.querySelector('.chat-list'); list.scrollTop = list.scrollHeight",
        vec![],
    );
    page.browser.until("the last chat is there", || {
        (page.browser.script(LAST, vec![]) == json!([total, total])).then_some(())
    });
    assert!(count(&page, "chat-row") < HELD);
    page.press("ArrowUp");
    page.browser.until("the keys go on where the focus was", || {
        (page.browser.script(FOCUSED, vec![]) == json!([11, total])).then_some(())
    });

    // The chat: from its end far back, and there while something arrives.
    page.browser.click(&id("jump-bottom"));
    page.until_shown(&line(LINES - 1));
    let read = line(60);
    page.browser.until("what was written long ago is there", || {
        page.browser.script("document.querySelector('[data-testid=feed]').scrollTop -= 900", vec![]);
        page.browser.script(SETTLED, vec![]);
        page.browser.script(TOP, vec![json!(read)]).as_f64().filter(|top| *top > 0.0)
    });
    assert!(count(&page, "message") < HELD);
    page.browser.script(SETTLED, vec![]);
    assert_eq!(page.browser.script("return self.putBack", vec![]), 0, "what stays is not touched");
    let before = page.browser.script(TOP, vec![json!(read)]).as_f64().unwrap();
    deliver("News", None);
    page.browser.until("it is in the list", || {
        let rows = "return [...document.querySelectorAll('[data-testid=chat-row]')].some(row => row.innerText.includes('News'))";
        page.browser.script("document.querySelector('.chat-list').scrollTop = 0", vec![]);
        (page.browser.script(rows, vec![]) == true).then_some(())
    });
    page.browser.script(SETTLED, vec![]);
    let after = page.browser.script(TOP, vec![json!(read)]).as_f64().unwrap();
    assert!((after - before).abs() < 2.0, "what is read moved from {before} to {after}");

    // To what a search finds, back to where one was, and on to the end.
    let last = page.browser.script(LAST_SEEN, vec![]);
    page.press("Control+f");
    page.browser.type_into(&id("chat-search"), &line(200));
    page.browser.click(&id("found"));
    let until_seen = |text: Value| {
        page.browser.until(&format!("{text} can be seen"), || {
            let top = page.browser.script(TOP, vec![text.clone()]).as_f64();
            top.filter(|top| (0.0..800.0).contains(top))
        });
    };
    until_seen(json!(line(200)));
    page.browser.script("document.querySelector('[data-testid=feed]').focus()", vec![]);
    page.press("End");
    until_seen(last);
    page.browser.click(&id("jump-bottom"));
    page.until_shown("News");
}

fn line(n: usize) -> String {
    format!("Line {n} of many")
}

fn count(page: &Page, what: &str) -> u64 {
    let count =
        page.browser.script("return document.querySelectorAll(args[0]).length", vec![json!(id(what))]);
    count.as_u64().unwrap()
}
