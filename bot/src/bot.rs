//! Who shares the shell, and from when to when.

use crate::{Account, Event, group::Group, sharing::Sharing};
use anyhow::{Result, bail};
use std::{collections::HashSet, path::PathBuf, sync::mpsc::Receiver};

/// A group and what is shared in it.
///
/// Whoever knows an app's channel may type into it, also after having left the group. So the shell is shared only while all
/// members came by the bot's own link, and in a new app from the moment on when somebody went.
pub struct Bot {
    group: Group,
    app: PathBuf,
    members: HashSet<u64>,
    sharing: Option<Sharing>,
}

impl Bot {
    /// Opens its group. `app` is the archive of the terminal.
    ///
    /// Errors: the core's.
    pub fn new(account: Account, app: PathBuf) -> Result<Self> {
        Ok(Self { group: Group::open(account)?, app, members: HashSet::new(), sharing: None })
    }

    /// A link by which people come into the group.
    ///
    /// Errors: the core's.
    pub fn invite(&self) -> Result<String> {
        self.group.invite()
    }

    /// Shares a shell with them until it is told to stop.
    ///
    /// Errors: the core ended.
    pub fn serve(mut self, told: &Receiver<Event>) -> Result<()> {
        self.care();
        for event in told {
            match event {
                Event::Joined(contact) => self.welcome(contact),
                Event::ChatChanged(chat) if chat == self.group.id => self.care(),
                Event::ChatChanged(_) => {}
                Event::Heard { instance, data } => {
                    if let Some(sharing) = self.sharing.as_mut().filter(|sharing| sharing.is_of(instance))
                        && let Err(e) = sharing.hear(&data)
                    {
                        self.give_up(&e);
                    }
                }
                Event::Stop => return Ok(()),
                Event::CoreEnded(why) => bail!("The core of Delta Chat ended: {why}"),
            }
        }
        Ok(())
    }

    fn welcome(&mut self, contact: u64) {
        if let Err(e) = self.group.welcome(contact) {
            eprintln!("Somebody who came by the link could not be let in: {e:#}");
        }
    }

    fn care(&mut self) {
        if let Err(e) = self.follow_members() {
            self.give_up(&e);
        }
    }

    /// Rather no shell than one of which is not known who has it; the next change of the group tries again.
    fn give_up(&mut self, why: &anyhow::Error) {
        self.sharing = None;
        eprintln!("Nothing is shared for now: {why:#}");
    }

    fn follow_members(&mut self) -> Result<()> {
        let (invited, others) = self.group.members()?;
        let gone = !others.is_empty() || !self.members.is_subset(&invited);
        let came = !invited.is_subset(&self.members);
        if gone || invited.is_empty() {
            self.sharing = None;
        }
        for contact in others {
            self.group.remove(contact)?;
        }
        match &self.sharing {
            None if !invited.is_empty() => self.sharing = Some(Sharing::begin(&self.group, &self.app)?),
            Some(sharing) if came => self.group.send_again(sharing.instance())?,
            _ => {}
        }
        self.members = invited;
        Ok(())
    }
}
