//! The browser host of the core: it lends it IndexedDB, WebCrypto and `fetch`, and sees to it that of all tabs one
//! leads.

pub mod clock;
mod death;
pub mod entropy;
pub mod http;
pub mod messenger;
mod network;
mod page;
pub mod platform;
mod scope;
mod server;
pub mod store;
pub mod tabs;
pub mod vault;

use estuary_api::{
    Event, Problem,
    wire::{Request, Response},
};
use tabs::{Lead, Tab};

/// Makes this worker one of the tabs of `profile` that run `build`. Its page is answered from now on, whatever happens;
/// `start` makes the messenger once this tab leads (see [`Tab::join`]).
pub fn host<L, S>(profile: &str, build: &str, start: S)
where
    L: Lead,
    S: AsyncFnOnce(Box<dyn Fn(Event)>) -> Result<L, Problem> + 'static,
{
    death::watch();
    page::respond(&Response::Ready);
    match Tab::join(profile, build, |response| page::respond(&response), start) {
        Ok(tab) => page::listen(move |request| tab.ask(request)),
        Err(problem) => page::listen(move |Request { id, .. }| {
            page::respond(&Response::Reply { id, result: Err(problem.clone()) });
        }),
    }
}

/// The profile this worker is for: its own name, which the page gave it. It is part of the names of the profile's database,
/// lock and channel, and so keeps profiles apart.
pub fn profile() -> String {
    scope::scope().name()
}

/// The build that runs here: the name of the worker's script, which changes with whatever it loads.
pub fn build() -> String {
    scope::scope().location().pathname()
}
