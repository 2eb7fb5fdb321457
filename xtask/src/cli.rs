//! The words of the command line.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Every chore of a developer, one word each.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) chore: Chore,
}

/// One chore.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Chore {
    /// Build everything and run it on this machine; installs what is missing
    Serve {
        /// Unoptimised, and built again on every change
        #[arg(long)]
        dev: bool,
        /// Open the page in the default browser
        #[arg(long)]
        open: bool,
    },
    /// Share a shell of this machine with whoever opens the link it prints, by the real core of Delta Chat
    Bot {
        /// Folder of its mail account; one of its own, if nothing is said
        folder: Option<PathBuf>,
    },
    /// Show every screen in every state, from fixed values, and build it again on every change
    Gallery,
    /// Run all tests, or one group of them
    Test {
        /// Only this group
        group: Option<Group>,
        /// Only tests whose name contains this
        #[arg(requires = "group")]
        filter: Option<String>,
    },
    /// Print the size of everything a browser loads, and compare it with the budget in sizes.toml
    Sizes,
    /// Measure
    Bench {
        /// What to measure
        what: Bench,
    },
    /// Print the 100 conformance lines with what the last interop test found
    Conformance,
    /// Make the sample mini apps, ready to be attached to a chat
    Samples,
    /// Bring a language in from Delta Chat's translations
    Language {
        /// Its tag: fr, pt-BR
        code: String,
        /// What those who speak it call it: Français
        name: String,
        /// The strings.xml of the language
        strings: PathBuf,
    },
    /// Trunk's last step: content hashes, precache list, compression
    #[command(hide = true)]
    Finish,
}

/// A group of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Group {
    /// Formatting, lints and the native tests of every room
    Unit,
    /// Tests inside a headless Chromium
    Browser,
    /// Bridge and core against the real Delta Chat, without a network
    Interop,
    /// Journeys of people through the whole house, without a network
    E2e,
    /// The host of mini apps in a real browser, without a network
    Xdc,
    /// Every way out of a mini app, against sinks that would see what leaves
    Exfiltration,
}

/// A benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bench {
    /// The encryption, beside OpenPGP.js and beside native
    Crypto,
    /// A message's way from a tab to the real Delta Chat and back
    Message,
    /// The host of mini apps, beside the same app on a plain server
    Webxdc,
    /// Realtime channels between tabs and real cores, through our relay and a stock one
    Realtime,
    /// Many waiting mails, in a tab and in the real Delta Chat
    Receive,
    /// The interface with ten thousand chats and a hundred thousand messages, on a slow machine
    Ui,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Result<Chore, clap::Error> {
        Cli::try_parse_from(words.split_whitespace()).map(|cli| cli.chore)
    }

    #[test]
    fn words_are_understood() {
        assert_eq!(parse("xtask serve --dev").unwrap(), Chore::Serve { dev: true, open: false });
        assert_eq!(parse("xtask bot here").unwrap(), Chore::Bot { folder: Some("here".into()) });
        assert_eq!(parse("xtask test").unwrap(), Chore::Test { group: None, filter: None });
        assert_eq!(
            parse("xtask test interop c05_").unwrap(),
            Chore::Test { group: Some(Group::Interop), filter: Some("c05_".to_owned()) }
        );
        assert_eq!(parse("xtask test e2e").unwrap(), Chore::Test { group: Some(Group::E2e), filter: None });
        assert_eq!(parse("xtask bench crypto").unwrap(), Chore::Bench { what: Bench::Crypto });
    }

    #[test]
    fn unknown_words_are_refused() {
        for words in ["xtask", "xtask brew", "xtask test everything", "xtask bench", "xtask serve now"] {
            assert!(parse(words).is_err(), "{words}");
        }
    }
}
