//! Keeping up with what the core knows: a pane is given whole once, and then what differs.

use crate::{browser, client};
use estuary_api::{Change, Command, Difference, PageId, Pane, Problem, Reply, Watch, wire};
use leptos::{prelude::*, task::spawn_local};

thread_local! {
    static PAGE: PageId = PageId(browser::random());
}

/// Asks for a pane whole.
pub(crate) fn whole(pane: Pane) -> Command {
    question(pane, None)
}

fn question(pane: Pane, have: Option<u64>) -> Command {
    Command::Watch(Watch { page: PAGE.with(|page| *page), pane, have })
}

/// What keeps up with one pane after the other; a copy is a reference.
#[derive(Clone, Copy)]
pub(crate) struct Watcher {
    /// Counts panes: what was given of one before does not count any more.
    asked: StoredValue<u32>,
    /// What is shown, see [`Change::number`].
    have: StoredValue<Option<u64>>,
    /// Nothing was given yet of the pane asked for.
    waiting: StoredValue<bool>,
}

impl Watcher {
    pub(crate) fn new() -> Self {
        Self { asked: StoredValue::new(0), have: StoredValue::new(None), waiting: StoredValue::new(false) }
    }

    /// Nothing was given yet of the pane asked for.
    pub(crate) fn is_waiting(self) -> bool {
        self.waiting.get_value()
    }

    /// Turns to a pane. `take` puts what differs together with what is shown; `false` where it does not fit to that.
    pub(crate) fn watch(
        self,
        pane: Pane,
        take: impl Fn(Difference) -> bool + 'static,
        fail: impl FnOnce(Problem) + 'static,
    ) {
        self.asked.update_value(|count| *count = count.wrapping_add(1));
        let number = self.asked.get_value();
        self.waiting.set_value(true);
        // The person may have left meanwhile, or turned elsewhere.
        let is_here = move || self.asked.try_get_value() == Some(number);
        spawn_local(async move {
            while is_here() {
                let have = self.have.get_value();
                let answer = client::call(question(pane.clone(), have)).await;
                if !is_here() {
                    return;
                }
                self.waiting.set_value(false);
                match answer {
                    Ok(Reply::Changed(Change { number, difference })) => {
                        self.have.set_value(Some(number));
                        match wire::decode(&difference).map(&take) {
                            Ok(true) => {}
                            Ok(false) => self.have.set_value(None),
                            Err(problem) => return fail(problem),
                        }
                    }
                    Ok(_) => return,
                    Err(problem) => return fail(problem),
                }
            }
        });
    }
}
