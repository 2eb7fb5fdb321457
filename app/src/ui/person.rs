//! Somebody in a list.

use super::{avatar::Avatar, icon, seen::Seen};
use crate::i18n::t;
use estuary_api::Contact;
use leptos::prelude::*;

/// Picture, name, whether verified.
#[component]
pub(super) fn Person(contact: Contact) -> impl IntoView {
    let Contact { name, color, avatar, verified, address, last_seen, .. } = contact;
    view! {
        <Avatar name=name.clone() color picture=avatar size="small"/>
        <Seen at=last_seen/>
        <span class="person-text">
            <span class="person-name">
                <span dir="auto">{name}</span>
                {verified.then(|| view! {
                    <span class="verified" title=t("verified")><icon::Verified/><span class="visually-hidden">{t("verified")}</span></span>
                })}
            </span>
            <small dir="ltr">{address}</small>
        </span>
    }
}
