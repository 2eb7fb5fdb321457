//! What a journey meets: installed and built before it starts, told to it through its environment.

use crate::{
    bot,
    command::path_with,
    pages::{self, Mode},
    samples,
    tools::{debian, npm, program::GECKODRIVER, python},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::process::Command;

/// What is wanted. The bridge is no part of it: journeys have it in their own process.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings<'a> {
    /// Where everything is.
    pub(crate) workspace: &'a Workspace,
    delta_chat: bool,
    browser: bool,
    firefox: bool,
    pages: bool,
    samples: bool,
    gallery: bool,
    bot: bool,
}

impl<'a> Surroundings<'a> {
    /// Places for reports and pictures.
    pub(crate) fn of_a_journey(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            delta_chat: false,
            browser: false,
            firefox: false,
            pages: false,
            samples: false,
            gallery: false,
            bot: false,
        }
    }

    /// With a real Delta Chat.
    pub(crate) fn with_delta_chat(self) -> Self {
        Self { delta_chat: true, ..self }
    }

    /// With a real Chromium.
    pub(crate) fn with_browser(self) -> Self {
        Self { browser: true, ..self }
    }

    /// With a real Firefox too.
    pub(crate) fn with_firefox(self) -> Self {
        Self { firefox: true, ..self }
    }

    /// With the sample apps.
    pub(crate) fn with_samples(self) -> Self {
        Self { samples: true, ..self }
    }

    /// With the pages as people get them, and what checks them.
    pub(crate) fn with_pages(self) -> Self {
        Self { pages: true, ..self }
    }

    /// With the stories of every screen.
    pub(crate) fn with_gallery(self) -> Self {
        Self { gallery: true, ..self }
    }

    /// With the bot that shares a shell.
    pub(crate) fn with_bot(self) -> Self {
        Self { bot: true, ..self }
    }

    /// Makes it so and tells the program.
    pub(crate) fn tell(&self, program: &mut Command) -> Result<()> {
        let workspace = self.workspace;
        program
            .env("ESTUARY_REPORTS", workspace.reports())
            .env("ESTUARY_SCREENSHOTS", workspace.screenshots());
        if self.delta_chat {
            // Tests start the bare name `deltachat-rpc-server`.
            program.env("PATH", path_with(&python::ensure(workspace)?)?);
        }
        if self.browser {
            debian::ensure(&[debian::CHROMIUM, debian::CHROMEDRIVER])?;
            program.env("CHROME", debian::find("chromium").context("chromium brought no chromium")?).env(
                "CHROMEDRIVER",
                debian::find("chromedriver").context("chromium-driver brought no chromedriver")?,
            );
        }
        if self.firefox {
            debian::ensure(&[debian::FIREFOX])?;
            program
                .env("FIREFOX", debian::find("firefox-esr").context("firefox-esr brought no firefox-esr")?)
                .env("GECKODRIVER", GECKODRIVER.ensure(workspace)?);
        }
        if self.samples {
            program.env("ESTUARY_SAMPLES", samples::build(workspace)?.0);
        }
        if self.bot {
            program.env("ESTUARY_BOT", bot::build(workspace)?);
        }
        if self.gallery {
            program.env("ESTUARY_GALLERY", pages::build(workspace, Mode::Gallery)?);
        }
        if self.pages {
            program
                .env("ESTUARY_PAGES", pages::build(workspace, Mode::Release)?)
                .env("ESTUARY_AXE", npm::ensure(workspace, &npm::AXE)?);
        }
        Ok(())
    }
}
