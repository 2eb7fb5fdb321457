//! `estuary-bot`: shares a shell with whoever opens its invite link, until it is told to stop.
#![forbid(unsafe_code)]

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use estuary_bot::{Account, Bot, Event, Rpc};
use std::{
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
    process::Command,
    sync::{Arc, mpsc},
};

/// Events that may wait; the core keeps those that come meanwhile.
const QUEUE: usize = 64;

/// Shares a shell of this machine with whoever opens the invite link it prints.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// Folder of the bot's mail account. The first time, its login code (dclogin: or dcaccount:) is read from the standard
    /// input: on the command line the shell could see it
    folder: PathBuf,
    /// The app to send: `terminal.xdc`, as `cargo xtask samples` makes it
    #[arg(long)]
    app: PathBuf,
    /// The core of Delta Chat
    #[arg(long, default_value = "deltachat-rpc-server")]
    core: PathBuf,
}

fn main() -> Result<()> {
    let Cli { folder, app, core } = Cli::parse();
    let app = app.canonicalize().with_context(|| format!("There is no app at {}", app.display()))?;
    let rpc = Rpc::start(core.as_os_str(), &folder);
    let rpc = Arc::new(rpc.with_context(|| format!("Unable to start {}", core.display()))?);
    let account = Account::open(rpc, login_code)?;
    let (tell, told) = mpsc::sync_channel(QUEUE);
    let stop = tell.clone();
    ctrlc::set_handler(move || drop(stop.send(Event::Stop))).context("Unable to listen to Ctrl-C")?;
    account.watch(tell);
    let bot = Bot::new(account, app)?;
    introduce(&bot)?;
    bot.serve(&told)
}

/// Says what this is, before anybody can come.
fn introduce(bot: &Bot) -> Result<()> {
    let mut out = io::stdout();
    writeln!(
        out,
        "Whoever opens this link types commands on this machine as {user}, and reads and changes all that {user} can, the \
         mail account of this bot included. Run it as a user made for nothing else, and give the link to nobody you would \
         not let sit at this keyboard.\n\n{invite}\n\nCtrl-C ends the bot, the shell, and what was started in it.",
        user = user(),
        invite = bot.invite()?,
    )?;
    Ok(out.flush()?)
}

/// Who the shell will be.
fn user() -> String {
    let name =
        Command::new("id").arg("-un").output().ok().and_then(|said| String::from_utf8(said.stdout).ok());
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or("this user".into())
}

/// The first line of the standard input.
fn login_code() -> Result<String> {
    if io::stdin().is_terminal() {
        write!(io::stdout(), "Login code for the bot (dclogin: or dcaccount:): ")?;
        io::stdout().flush()?;
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let code = line.trim();
    ensure!(
        code.starts_with("dclogin:") || code.to_ascii_lowercase().starts_with("dcaccount:"),
        "The bot has no mail account yet. Give it a code that begins with dclogin: or dcaccount: on the standard input."
    );
    Ok(code.to_owned())
}
