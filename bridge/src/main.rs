//! `estuary-bridge`: serves, checks its settings, or invites a Delta Chat app.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use clap::{Parser, Subcommand};
use estuary_bridge::{Config, dclogin::Login};
use tracing_subscriber::EnvFilter;

/// Estuary's mail server, JMAP endpoint and web server.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until interrupted.
    Serve {
        /// TOML file of settings; defaults where it is silent.
        #[arg(long)]
        config: Option<PathBuf>,
        /// Print the addresses as one line of JSON once they listen.
        #[arg(long)]
        json: bool,
    },
    /// Say whether the settings can be used, and which they are.
    CheckConfig {
        /// TOML file of settings.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Print a code with which a Delta Chat app logs in, as somebody new.
    Dclogin {
        /// TOML file of settings.
        #[arg(long)]
        config: Option<PathBuf>,
        /// What the app's network calls this machine; without it the app must run on this machine.
        #[arg(long)]
        host: Option<String>,
    },
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Serve { config, json } => {
            let config = Config::load(config.as_deref())?;
            tracing_subscriber::fmt()
                .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
                .with_writer(std::io::stderr)
                .init();
            tokio::runtime::Runtime::new().context("Unable to start threads")?.block_on(serve(config, json))
        }
        Command::CheckConfig { config } => {
            let config = Config::load(config.as_deref())?;
            writeln!(std::io::stdout(), "{config:#?}")?;
            Ok(())
        }
        Command::Dclogin { config, host } => {
            let config = Config::load(config.as_deref())?;
            let code = Login::invent(&config)?.code(config.imap.listen, config.smtp.listen, host.as_deref());
            writeln!(std::io::stdout(), "{code}")?;
            Ok(())
        }
    }
}

async fn serve(config: Config, json: bool) -> anyhow::Result<()> {
    let running = estuary_bridge::run(config).await?;
    if json {
        let mut out = std::io::stdout();
        writeln!(out, "{}", serde_json::to_string(&running.addresses)?)?;
        out.flush()?;
    }
    interrupted().await?;
    running.shutdown().await;
    Ok(())
}

/// Ctrl-C, or what an init system sends.
async fn interrupted() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            result = tokio::signal::ctrl_c() => result?,
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}
