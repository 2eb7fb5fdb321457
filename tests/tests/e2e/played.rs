//! The samples that talk in realtime, each played by two tabs and a real core that speaks its messages.

use estuary_tests::{
    channel::{Group, Member, Native, until_connected},
    page::{self, Page, id},
    pair::app,
    xdc,
};
use serde_json::{Value, json};
use std::fs;

/// A group in which everybody has the sample open and hears everybody.
struct Game {
    group: Group,
}

impl Game {
    fn start(sample: &str) -> Self {
        Self::of(sample, &["Ada", "Ben"])
    }

    /// Grace, and these with tabs.
    fn of(sample: &str, tabs: &[&str]) -> Self {
        let archive = fs::read(xdc::sample(sample)).unwrap();
        let group = Group::with_app(page::bridge(), &["Grace"], tabs, &archive);
        let game = Self { group };
        game.grace().join();
        for tab in &game.group.tabs {
            tab.browser.click(&id("app-start"));
        }
        for tab in &game.group.tabs {
            until_connected(tab, tabs.len());
        }
        game
    }

    fn grace(&self) -> &Native {
        &self.group.natives[0]
    }

    fn tabs(&self) -> [&Page; 2] {
        [&self.group.tabs[0], &self.group.tabs[1]]
    }

    /// Grace's app says something, and before it what no app would.
    fn say(&self, said: &Value) {
        for nonsense in
            [&b"\xff\xfe{"[..], b"null", b"[[[[[", b"{\"paints\":[[9999,1,1,\"x\"],null],\"by\":7}"]
        {
            self.grace().say(nonsense);
        }
        self.grace().say(said.to_string().as_bytes());
    }

    /// What Grace's app heard, as far as it is JSON.
    fn heard(&self) -> Vec<Value> {
        let heard = self.grace().core.realtime(self.grace().instance).into_iter();
        heard.filter_map(|data| serde_json::from_slice(&data).ok()).collect()
    }
}

#[track_caller]
pub(crate) fn until(page: &Page, what: &str, script: &str) {
    page.browser.until(what, || app(page, script).filter(|found| *found == true));
}

pub(crate) fn click(page: &Page, css: &str) {
    page.browser.in_frame(&id("app-frame"), |browser| browser.click(css)).unwrap();
}

pub(crate) fn type_into(page: &Page, css: &str, text: &str) {
    page.browser.in_frame(&id("app-frame"), |browser| browser.type_into(css, text)).unwrap();
}

/// Presses a key in the app and does not let go.
fn hold(page: &Page, key: &str) {
    app(page, &format!("dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}'}})); return true"))
        .unwrap();
}

fn has_color(cell: usize, color: &str) -> String {
    format!(
        "return document.querySelectorAll('[role=gridcell]')[{cell}].getAttribute('aria-label').endsWith('{color}')"
    )
}

#[test]
fn a_board_is_painted_at_once_and_kept() {
    let game = Game::start("board");
    let ([ada, ben], grace) = (game.tabs(), game.grace());
    click(ada, "[role=row]:nth-child(2) [role=gridcell]:nth-child(4)");
    for tab in [ada, ben] {
        until(tab, "the paint is seen", &has_color(19, "red"));
    }
    grace.until("the paint is heard", &mut || game.heard().iter().any(|said| said["paints"][0][0] == 19));
    grace.until("and kept", &mut || {
        let updates = grace.core.updates(grace.instance, 0);
        updates.iter().any(|update| update["payload"]["paints"][0][0] == 19)
    });
    // The later paint counts, whichever way it comes.
    game.say(&json!({"paints": [[19, 5, 1000, "grace"], [20, 4, 1000, "grace"]]}));
    for tab in [ada, ben] {
        until(tab, "what Grace paints is seen", &has_color(19, "blue"));
        until(tab, "all of it", &has_color(20, "green"));
    }
    grace.core.send_update(
        grace.instance,
        &json!({"payload": {"paints": [[19, 1, 999, "grace"], [21, 3, 1001, "grace"]]}}),
    );
    for tab in [ada, ben] {
        until(tab, "what is only an update is seen", &has_color(21, "yellow"));
        until(tab, "what is older changes nothing", &has_color(19, "blue"));
    }
    ben.browser
        .in_frame(&id("app-frame"), |browser| {
            browser.script("document.querySelectorAll('[role=gridcell]')[0].focus()", vec![])
        })
        .unwrap();
    type_into(ben, "[role=gridcell]", " ");
    until(ada, "what is painted by key is seen", &has_color(0, "red"));
    ada.picture("sample-board");
}

#[test]
fn a_live_chat_is_heard_once_and_kept_nowhere() {
    let game = Game::start("chat");
    let ([ada, ben], grace) = (game.tabs(), game.grace());
    type_into(ada, "[name=text]", "Ahoy\n");
    until(ben, "it is heard", "return document.querySelector('#said').innerText.includes('Ahoy')");
    grace.until("by Grace, too", &mut || {
        game.heard().iter().any(|said| said["text"] == "Ahoy" && said["name"] == "Ada")
    });
    game.say(&json!({"by": "grace", "name": "Grace", "typing": true}));
    until(
        ada,
        "that she writes is seen",
        "return document.querySelector('#typing').innerText.includes('Grace')",
    );
    for _ in 0..3 {
        game.say(&json!({"by": "grace", "name": "Grace", "id": "1", "text": "<b>Ahoy, all</b>"}));
    }
    game.say(&json!({"by": "grace", "name": "Grace", "id": "2", "text": "That is all"}));
    for tab in [ada, ben] {
        until(
            tab,
            "the last is there",
            "return document.querySelector('#said').innerText.includes('That is all')",
        );
        let count = "return document.querySelector('#said').innerText.split('<b>Ahoy, all</b>').length";
        assert_eq!(app(tab, count), Some(json!(2)), "once, and as text");
        until(tab, "she is here", "return document.querySelector('#here').innerText.includes('Grace')");
    }
    ada.picture("sample-chat");
    assert_eq!(grace.core.updates(grace.instance, 0), Vec::<Value>::new());
}

#[test]
fn a_check_tells_how_long_everybody_takes() {
    let game = Game::start("check");
    let ([ada, ben], grace) = (game.tabs(), game.grace());
    // Grace's app answers whatever it is asked, each question once.
    let mut answered = 0;
    let mut answer = || {
        let heard = game.heard();
        for said in heard.iter().skip(answered).filter(|said| said["ask"].is_string()) {
            let size = said.to_string().len();
            let answer = json!({"answer": said["ask"], "to": said["by"], "by": "grace", "name": "Grace", "size": size});
            game.say(&answer);
        }
        answered = heard.len();
    };
    let row = |name: &str| {
        format!(
            "return [...document.querySelectorAll('#peers tr')].some(row => row.innerText.startsWith('{name}') && row.innerText.includes('ms'))"
        )
    };
    for (tab, other) in [(ada, "Ben"), (ben, "Ada")] {
        for name in [other, "Grace"] {
            let what = format!("{name} has a row");
            tab.browser.until(&what, || {
                answer();
                app(tab, &row(name)).filter(|found| *found == true)
            });
        }
    }
    click(ada, "#large");
    let largest = "return [...document.querySelectorAll('#peers tr')].some(row => row.innerText.startsWith('Ben') && row.innerText.includes('128,000 B'))";
    until(ada, "a large one is answered", largest);
    grace.until("and heard by Grace", &mut || {
        grace.core.realtime(grace.instance).iter().any(|data| data.len() == 128_000)
    });
    ada.picture("sample-check");
}

#[test]
fn an_editor_shows_what_others_type_and_where_they_are() {
    let game = Game::start("editor");
    let ([ada, ben], grace) = (game.tabs(), game.grace());
    type_into(ada, "#text", "the harbour");
    let cursor = |name: &str| {
        format!(
            "return [...document.querySelectorAll('.cursor')].some(cursor => cursor.dataset.name === '{name}')"
        )
    };
    until(ben, "what Ada types is there", "return document.querySelector('#text').value === 'the harbour'");
    until(ben, "and where she is", &cursor("Ada"));
    grace.until("Grace hears it as it is typed", &mut || {
        game.heard().iter().any(|said| said["name"] == "Ada" && said["changes"][0]["text"].is_string())
    });
    let changes = json!([{"after": null, "at": [100, "grace"], "text": "See "}, {"gone": [1, "x"], "length": 1u64 << 50}]);
    game.say(&json!({"by": "grace", "name": "Grace", "after": [103, "grace"], "changes": changes}));
    for tab in [ada, ben] {
        until(
            tab,
            "what Grace types is there",
            "return document.querySelector('#text').value === 'See the harbour'",
        );
        until(tab, "and where she is", &cursor("Grace"));
    }
    ben.picture("sample-editor");
    grace.until("what Ada typed is kept", &mut || {
        let updates = grace.core.updates(grace.instance, 0);
        updates.iter().any(|update| update["payload"]["changes"].is_array())
    });
}

#[test]
fn a_match_of_pong_ends_with_a_winner() {
    let game = Game::start("pong");
    let ([ada, ben], grace) = (game.tabs(), game.grace());
    for tab in [ada, ben] {
        click(tab, "#play");
    }
    let on = "return Number(document.documentElement.dataset.rally) > 0";
    for tab in [ada, ben] {
        until(tab, "the match begins", on);
    }
    ada.picture("sample-pong");
    // Ada's goes to the upper edge, and Ben leaves his where it is.
    hold(ada, "ArrowUp");
    let ended = |update: &Value| update["payload"]["ended"].as_str().map(str::to_owned);
    let result = grace
        .core
        .until("the result is kept", || grace.core.updates(grace.instance, 0).iter().find_map(ended));
    assert!(["Ada beat Ben 5:", "Ben beat Ada 5:"].iter().any(|begin| result.starts_with(begin)), "{result}");
    for tab in [ada, ben] {
        until(
            tab,
            "all see it",
            &format!("return document.querySelector('#last').innerText.includes('{result}')"),
        );
        until(tab, "and may play again", "return !document.querySelector('#play').hidden");
    }
}

#[test]
fn a_real_core_that_speaks_pong_can_win() {
    let game = Game::of("pong", &["Ada"]);
    let (ada, grace) = (&game.group.tabs[0], game.grace());
    click(ada, "#play");
    // The larger name is on the right, and keeps no time of its own. Her app throws back whatever comes, and Ada's paddle is
    // at the lower edge, where a ball that is thrown straight through the middle never is.
    hold(ada, "ArrowDown");
    let hello = json!({"by": "~grace", "name": "Grace", "wants": true, "paddle": 0.5});
    let mut answered = 0;
    let result = ada.browser.until("Grace wins", || {
        game.say(&hello);
        let heard = game.heard();
        let latest =
            heard.iter().filter_map(|said| Some((said["rally"]["number"].as_u64()?, &said["rally"])));
        if let Some((number, rally)) = latest.max_by_key(|(number, _)| *number)
            && rally["vx"].as_f64().is_some_and(|vx| vx > 0.0)
            && number >= answered
        {
            answered = number + 2;
            let time =
                rally["time"].as_f64()? + (0.96 - rally["x"].as_f64()?) / rally["vx"].as_f64()? * 1000.0;
            let back = json!({"number": number + 1, "players": rally["players"], "score": rally["score"],
                "time": time, "x": 0.96, "y": 0.5, "vx": -1.5, "vy": 0.0});
            let mut said = hello.clone();
            said["rally"] = back;
            game.say(&said);
        }
        let updates = grace.core.updates(grace.instance, 0);
        updates.iter().find_map(|update| update["payload"]["ended"].as_str().map(str::to_owned))
    });
    assert_eq!(result, "Grace beat Ada 5:0");
}
