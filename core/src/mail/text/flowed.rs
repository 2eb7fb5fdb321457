//! Flowed text (RFC 3676): lines that end in a space go on in the next one.

/// Joins flowed lines. `delsp`: the space at their end is not part of the text.
pub(in crate::mail) fn unflow(text: &str, delsp: bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut open = None;
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let unquoted = line.trim_start_matches('>');
        let depth = line.len() - unquoted.len();
        let content = unquoted.strip_prefix(' ').unwrap_or(unquoted);
        // The signature separator is the one line that ends in a space and never flows.
        let separator = content == "-- ";
        match open.take() {
            Some(previous) if previous == depth && !separator => {}
            _ => start_line(&mut result, depth, index > 0),
        }
        let flows = content.ends_with(' ') && !separator;
        let visible = if flows && delsp { content.strip_suffix(' ').unwrap_or(content) } else { content };
        result.push_str(visible);
        if flows {
            open = Some(depth);
        }
    }
    result
}

fn start_line(result: &mut String, depth: usize, line_break: bool) {
    if line_break {
        result.push('\n');
    }
    if depth > 0 {
        result.push_str(&">".repeat(depth));
        result.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_flow() {
        for (flowed, delsp, expected) in [
            ("one \r\ntwo\r\nthree", false, "one two\nthree"),
            ("one \r\ntwo", true, "onetwo"),
            ("\r\na\r\n\r\nb \r\n", false, "\na\n\nb "),
            ("> quoted \r\n> more\r\nanswer", false, "> quoted more\nanswer"),
            ("> quoted \r\nanswer", false, "> quoted \nanswer"),
            (" From here\r\n > literal", false, "From here\n> literal"),
            ("text \r\n-- \r\nfooter", false, "text \n-- \nfooter"),
            ("", false, ""),
        ] {
            assert_eq!(unflow(flowed, delsp), expected, "{flowed:?}");
        }
    }
}
