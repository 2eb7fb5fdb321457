//! A drawing of how loud a sound is.

use leptos::prelude::*;

/// The whole, and above it as much as was played: `--done` of what is around.
#[component]
pub(super) fn Waveform(
    /// See [`path`].
    shape: String,
) -> impl IntoView {
    let drawing = |class| {
        view! {
            <svg class=class viewBox="0 0 96 200" preserveAspectRatio="none" aria-hidden="true"><path d=shape.clone()/></svg>
        }
    };
    view! { {drawing("waveform")} {drawing("waveform played")} }
}

/// A line for each level, 2 wide, as long as it is loud. What is silent is a point.
pub(super) fn path(levels: &[u8]) -> String {
    let line = |(at, level): (usize, &u8)| {
        let reach = u32::from(*level) * 9 / 10 + 1;
        format!("M{} {}V{}", at * 2 + 1, 100 - reach, 100 + reach)
    };
    levels.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_level_is_a_line_around_the_middle() {
        assert_eq!(super::path(&[0, 100]), "M1 99V101M3 9V191");
        assert_eq!(super::path(&[]), "");
    }
}
