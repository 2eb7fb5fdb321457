//! Drawings of our own, in the colour of the text around them.

use leptos::{prelude::*, tachys::html::InertElement};

macro_rules! icons {
    ($class:literal: $($(#[$doc:meta])* $name:ident = $path:literal,)*) => {
        $(
            $(#[$doc])*
            #[component]
            pub(super) fn $name() -> impl IntoView {
                // Parsed once and copied from then on: each message has several.
                InertElement::new(concat!(
                    r#"<svg class=""#, $class, r#"" viewBox="0 0 24 24" aria-hidden="true" focusable="false">"#,
                    r#"<path d=""#, $path, r#""/></svg>"#,
                ))
            }
        )*
    };
}

icons! { "icon":
    /// Close.
    Close = "M6 6l12 12M18 6L6 18",
    /// New chat.
    Plus = "M12 5v14M5 12h14",
    /// Search.
    Search = "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l4.5 4.5",
    /// More.
    More = "M12 5.500v.01M12 12v.01M12 18.500v.01",
    /// Unread.
    Envelope = "M4 6h16v12H4zM4 7l8 6 8-6",
    /// Waits.
    Clock = "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.500l3 1.500",
    /// Sent.
    Tick = "M5 12.500l4.500 4.500L19 7.500",
    /// Read.
    Ticks = "M2 12.500l4.500 4.500L16 7.500M11 16l1 1 9.500-9.500",
    /// Failed.
    Alert = "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v5M12 16v.01",
    /// Verified.
    Verified = "M12 3l7 3v5.500c0 4.500-3 7.500-7 9.500-4-2-7-5-7-9.500V6l7-3zM8.500 12l2.500 2.500 4.500-4.500",
    /// Down.
    Down = "M6 9l6 6 6-6",
    /// Copy.
    Copy = "M9 9h10v11H9zM5 15V4h10",
    /// Share.
    Share = "M12 15V4M8 7.500L12 4l4 3.500M5 12v8h14v-8",
    /// A mini app.
    App = "M5 5h6v6H5zM13 13h6v6h-6zM5 13h6v6H5zM16 4.500l3.500 3.500-3.500 3.500L12.500 8z",
    /// A window of its own.
    Window = "M4 6h16v13H4zM4 10h16M7 8v.01M10 8v.01",
    /// A file.
    File = "M6 3h8l4 4v14H6zM14 3v4h4",
    /// Camera.
    Camera = "M4 8h4l1.500-3h5L16 8h4v11H4zM12 10a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z",
    /// Picture.
    Picture = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9v.01",
    /// QR code.
    Code = "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2",
    /// Somebody.
    Person = "M12 4.500a3.750 3.750 0 1 1 0 7.500 3.750 3.750 0 0 1 0-7.500zM5 20c.5-4 3.500-5.500 7-5.500s6.500 1.500 7 5.500",
    /// Attach a file.
    Clip = "M19 11.500l-7.300 7.300a4.500 4.500 0 0 1-6.400-6.400l7.800-7.800a3 3 0 0 1 4.300 4.300l-7.800 7.800a1.500 1.500 0 0 1-2.100-2.100l7-7",
    /// A face: emoji.
    Smile = "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM9 10v.01M15 10v.01M8.500 14c1 1.500 2.200 2 3.500 2s2.500-.5 3.500-2",
    /// Voice message.
    Microphone = "M12 3.500a2.750 2.750 0 0 1 2.750 2.750v5a2.750 2.750 0 0 1-5.500 0v-5A2.750 2.750 0 0 1 12 3.500zM6 11a6 6 0 0 0 12 0M12 17v3.500",
    /// Needs not be held.
    Lock = "M6.500 11h11v8.500h-11zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
    /// Play.
    Play = "M8 5.500v13l10.500-6.500z",
    /// Pause.
    Pause = "M8.500 5.500v13M15.500 5.500v13",
    /// Delete.
    Bin = "M5 7h14M9.500 7V4.500h5V7M7 7l.8 12.500h8.400L17 7M10.500 10.500v5.500M13.500 10.500v5.500",
    /// Edit.
    Pencil = "M5 19l1-4L16 5l3 3L9 18l-4 1zM14 7l3 3",
    /// Pin.
    Pin = "M9 4h6l-1 6 3 3v1.500H7V13l3-3-1-6zM12 14.500V20",
    /// Save.
    Bookmark = "M7 4h10v16l-5-4-5 4z",
    /// Information.
    Info = "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 11v5M12 8v.01",
    /// Select.
    Select = "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM8.500 12l2.500 2.500 4.500-4.500",
    /// Save to this device.
    Download = "M12 4v11M8 11.500l4 4 4-4M5 19.500h14",
    /// Sound off.
    Mute = "M5 9.500v5h3.500l4.500 4v-13l-4.500 4zM16.500 9.500l4.500 5M21 9.500l-4.500 5",
    /// Sound on.
    Sound = "M5 9.500v5h3.500l4.500 4v-13l-4.500 4zM16.500 9a4.500 4.500 0 0 1 0 6",
    /// Archive.
    Archive = "M4 5h16v4H4zM5.500 9v10h13V9M10 12.500h4",
    /// Several people.
    People = "M9 5a3.250 3.250 0 1 1 0 6.500A3.250 3.250 0 0 1 9 5zM3 19c.4-3.500 2.800-5 6-5s5.600 1.500 6 5M15.500 5.500a3 3 0 0 1 0 5.700M17.500 14.300c2 .6 3.200 2.100 3.500 4.700",
    /// Channel.
    Channel = "M4 10v4l3 .5L9 19h2.500l-1.300-4L18 18V6L7 9.500 4 10zM20.500 10.500v3",
}

// These point along the line of text, wherever it runs to.
icons! { "icon toward":
    /// Back.
    Back = "M15 5l-7 7 7 7",
    /// Send.
    Send = "M4 12l16-8-5 16-3.5-6.5L4 12zM11.500 13.500L20 4",
    /// Reply.
    Reply = "M10 7L5 12l5 5M5 12h8c4 0 6 2 6 6",
    /// Forward.
    Forward = "M14 7l5 5-5 5M19 12h-8c-4 0-6 2-6 6",
    /// Next.
    Next = "M9 5l7 7-7 7",
    /// Leave.
    Leave = "M14 5H6v14h8M11 12h9M17 8.500l3.500 3.500-3.500 3.500",
}

/// The sign of the house: a river that parts before it meets open water. It is an E, too.
#[component]
pub(super) fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
            <rect class="logo-ground" width="64" height="64" rx="15"/>
            <path class="logo-stream" d="M12 32c11 0 12-12 21-13 6-.6 9.500 3 19 .5M12 32c12 0 19-.4 22-.4 7 0 9.500 2.700 18 .8M12 32c11 0 12 12 21 13 6 .6 9.500-2.300 19 .3"/>
        </svg>
    }
}
