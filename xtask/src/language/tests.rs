use super::{android::Entry::One, *};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, PatternElement};
use std::collections::BTreeSet;

const ENGLISH: &str = include_str!("../../../app/locales/texts-en.ftl");
const TABLE: &str = include_str!("../../../app/locales/delta-chat.txt");

fn import(before: &str, xml: &str) -> Result<String> {
    fluent::with_imported(before, ENGLISH, &table::parse(TABLE)?, &android::parse(xml)?)
}

fn strings(inside: &str) -> String {
    format!("<resources xmlns:tools=\"http://schemas.android.com/tools\">{inside}</resources>")
}

#[test]
fn words_placeholders_and_plurals_come_in() {
    let xml = strings(
        r#"<!-- of the list --><string name="pref_chats">Babiladoj</string>
        <string name="last_seen_relative">Laste vidita %1$s</string>
        <string name="part_of_total_used">Uzitaj %1$s el %2$s (100%%)</string>
        <string name="ask_start_chat_with">\"%s\", ĉu? L\'amiko &amp; {mi}</string>
        <plurals name="n_members"><item quantity="one">%d membro</item><item quantity="few">%1$d membroj</item><item quantity="other">%1$d membroj</item></plurals>"#,
    );
    let texts = import("language-name = Esperanto\n", &xml).unwrap();
    for text in [
        "language-name = Esperanto\n",
        "\nchats = Babiladoj\n",
        "\nlast-seen = Laste vidita { $time }\n",
        "\nquota-used = Uzitaj { $used } el { $allowed } (100%)\n",
        "\njoin-ask = \"{ $name }\", ĉu? L'amiko & {\"{\"}mi{\"}\"}\n",
        "\nmember-count =\n    { $count ->\n        [one] { $count } membro\n        [few] { $count } membroj\n       *[other] { $count } membroj\n    }\n",
    ] {
        assert!(texts.contains(text), "no {text:?} in {texts}");
    }
    assert_eq!(fluent::count(&texts).unwrap(), 5);
}

#[test]
fn variants_come_in_together_or_not_at_all() {
    let by_you = r#"<string name="add_member_by_you">Vi aldonis %1$s.</string>"#;
    assert!(!import("", &strings(by_you)).unwrap().contains("notice-member-added"));
    let by_all = format!(
        r#"{by_you}<string name="add_member_by_other">%2$s aldonis %1$s.</string><string name="self">Mi</string>"#
    );
    let texts = import("", &strings(&by_all)).unwrap();
    let added = "notice-member-added =\n    { $own ->\n        [by] Vi aldonis { $who }.\n        [who] { $by } aldonis Mi.\n       *[none] { $by } aldonis { $who }.\n    }\n";
    assert!(texts.contains(added), "{texts}");
}

#[test]
fn what_was_translated_before_stays() {
    let xml = strings(r#"<string name="pref_chats">Babiladoj</string><string name="search">Serĉi</string>"#);
    let texts = import("# By hand\nchats = Konversacioj\n", &xml).unwrap();
    assert_eq!(texts, "# By hand\nchats = Konversacioj\nsearch = Serĉi\n");
}

/// The words of the only text.
fn words_of(texts: &str) -> String {
    let resource = fluent_syntax::parser::parse(texts).unwrap();
    let [Entry::Message(Message { value: Some(pattern), .. })] = resource.body.as_slice() else {
        panic!("not one text: {texts}")
    };
    let words = pattern.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => *value,
        PatternElement::Placeable { expression } => match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => *value,
            other => panic!("not words: {other:?}"),
        },
    });
    words.collect()
}

#[test]
fn words_that_fluent_would_read_as_its_own_stay_words() {
    for words in [
        "[one] thing",
        "*[other] more",
        ".a = b",
        "# no comment",
        "{ $who }",
        "{",
        "a\\n\\n[b] c\\n}d",
        "–x = y",
    ] {
        let texts = import("", &strings(&format!("<string name=\"search\">{words}</string>"))).unwrap();
        assert_eq!(words_of(&texts), words.replace("\\n", "\n"), "{texts}");
    }
}

#[test]
fn what_cannot_be_used_is_left_out() {
    let xml = strings(
        r#"<string name="last_seen_relative">%1$s %2$s</string><string name="search"></string><string name="draft">%0$s 5%</string>
        <plurals name="n_members"><item quantity="one">%d</item></plurals><string-array name="a"><item>b</item></string-array>"#,
    );
    assert_eq!(import("", &xml).unwrap().trim(), "draft = %0$s 5%");
}

#[test]
fn broken_files_are_refused() {
    let bombs = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;\">]><resources><string name=\"search\">&b;</string></resources>";
    for xml in
        ["", "no xml", "<resources>", "<html/>", "<resources><string>nameless</string></resources>", bombs]
    {
        assert!(android::parse(xml).is_err(), "{xml}");
    }
    assert!(import("chats\n", &strings("")).is_err(), "broken texts of before");
    assert!(complete("a = { $b", ENGLISH).is_err());
}

#[test]
fn every_entry_of_the_table_is_a_text_with_these_values() {
    let table = table::parse(TABLE).unwrap();
    assert!(table.len() > 150);
    let everything = fluent::complete("", ENGLISH).unwrap();
    for (name, entry) in &table {
        let text =
            everything.split(&format!("\n{name} =")).nth(1).unwrap_or_else(|| panic!("no text {name}"));
        let text = text
            .split("\n\n")
            .next()
            .unwrap()
            .lines()
            .take_while(|line| line.is_empty() || line.starts_with(' '));
        let text: String = text.collect::<Vec<_>>().join("\n");
        let theirs: Vec<_> = match entry {
            table::Entry::One(theirs) => vec![theirs],
            table::Entry::Variants(variants) => {
                for (variant, _) in variants {
                    assert!(text.contains(&format!("[{variant}]")), "{name} has no {variant}");
                }
                variants.iter().map(|(_, theirs)| theirs).collect()
            }
        };
        let ours = theirs.iter().flat_map(|theirs| &theirs.values).filter_map(|value| match value {
            table::Value::Ours(value) => Some(value),
            table::Value::Theirs(_) => None,
        });
        for value in ours.collect::<BTreeSet<_>>() {
            assert!(text.contains(&format!("${value} ")), "{name} has no ${value}: {text}");
        }
    }
}

#[test]
fn broken_tables_are_refused() {
    for table in ["chats", "chats = ", "a [b = c", "a = b\na = c", "a = b\na [c] = d"] {
        assert!(table::parse(table).is_err(), "{table}");
    }
}

#[test]
fn missing_texts_are_english() {
    let texts = complete("language-name = Esperanto\nchats = Babiladoj\n", ENGLISH).unwrap();
    assert!(texts.starts_with("language-name = Esperanto\nchats = Babiladoj\n"));
    assert!(texts.contains("\nsearch = Search\n"));
    assert_eq!(texts.matches("\nchats = ").count(), 1);
    assert_eq!(fluent::count(&texts).unwrap(), fluent::count(ENGLISH).unwrap());
    assert_eq!(complete(ENGLISH, ENGLISH).unwrap(), ENGLISH);
}

#[test]
fn escapes_of_android_are_read() {
    let xml = strings(
        r#"<string name="a">  "kept"\n\u0041\t<b>bold</b> <![CDATA[<i>]]> \@ 50%%
        end\</string>"#,
    );
    let words = android::Piece::Words("kept\nA\tbold <i> @ 50% end".to_owned());
    assert_eq!(android::parse(&xml).unwrap()["a"], One(vec![words]));
}
