use super::*;

fn kinds(text: &str) -> Vec<(String, usize, usize)> {
    parse(text)
        .unwrap()
        .entities
        .into_iter()
        .map(|e| (e.kind, e.offset, e.length))
        .collect()
}

fn error(text: &str) -> String {
    parse(text).unwrap_err()
}

#[test]
fn all_simple_tags() {
    for (tag, kind) in [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("tg-spoiler", "spoiler"),
    ] {
        let text = format!("<{tag}>x</{tag}>");
        assert_eq!(kinds(&text), [(kind.to_owned(), 0, 1)], "{tag}");
    }
}

#[test]
fn tags_with_arguments() {
    let parsed = parse("<a href=\"https://sputnik.uz/a?b=1&amp;c=2\">go</a>").unwrap();
    let url = parsed.entities.first().unwrap().extra.get("url").unwrap();
    assert_eq!(url, "https://sputnik.uz/a?b=1&c=2");
    assert_eq!(
        kinds("<span class=\"tg-spoiler\">x</span>")
            .first()
            .unwrap()
            .0,
        "spoiler"
    );
    let quote = kinds("<blockquote expandable>x</blockquote>");
    assert_eq!(quote.first().unwrap().0, "expandable_blockquote");
    let emoji = parse("<tg-emoji emoji-id=\"53\">👍</tg-emoji>").unwrap();
    let emoji = emoji.entities.first().unwrap();
    assert_eq!(emoji.extra.get("custom_emoji_id").unwrap(), "53");
    assert_eq!(emoji.length, 2);
    let pre = parse("<pre><code class=\"language-rust\">fn</code></pre>").unwrap();
    assert_eq!(pre.entities.len(), 1);
    assert_eq!(
        pre.entities.first().unwrap().extra.get("language").unwrap(),
        "rust"
    );
}

#[test]
fn offsets_count_utf16() {
    // A character outside of the basic plane takes two units, Cyrillic one.
    assert_eq!(kinds("🎉 это <b>жирно</b>"), [("bold".to_owned(), 7, 5)]);
    assert_eq!(
        kinds("<b>🎉<i>я</i></b>"),
        [("italic".to_owned(), 2, 1), ("bold".to_owned(), 0, 3)]
    );
}

#[test]
fn references() {
    let parsed = parse("&lt;b&gt; &amp;amp; &#1044;&#x414; &nbsp; & &quot;").unwrap();
    assert_eq!(parsed.text, "<b> &amp; ДД &nbsp; & \"");
    assert!(parsed.entities.is_empty());
}

#[test]
fn empty_entities_disappear() {
    assert!(kinds("<b></b>x<i></i>").is_empty());
    assert!(kinds("<a href=\"nonsense\">x</a>").is_empty());
}

#[test]
fn an_empty_end_tag_closes_anything() {
    assert_eq!(kinds("<b>x</>"), [("bold".to_owned(), 0, 1)]);
}

#[test]
fn errors_are_telegrams() {
    assert_eq!(
        error("<b>x"),
        "Can't find end tag corresponding to start tag \"b\""
    );
    assert_eq!(error("x</b>"), "Unexpected end tag at byte offset 1");
    assert_eq!(
        error("<div>x</div>"),
        "Unsupported start tag \"div\" at byte offset 0"
    );
    assert_eq!(
        error("1 < 2"),
        "Unsupported start tag \"\" at byte offset 2"
    );
    assert_eq!(error("a <b"), "Unclosed start tag at byte offset 2");
    assert_eq!(
        error("<a href"),
        "Unclosed start tag \"a\" at byte offset 0"
    );
    assert_eq!(
        error("<b>x</i>"),
        "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""
    );
    assert_eq!(error("<b>я</b"), "Unclosed end tag at byte offset 5");
    assert_eq!(
        error("<span>x</span>"),
        "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"
    );
    assert_eq!(
        error("<br/>"),
        "Unsupported start tag \"br/\" at byte offset 0"
    );
    assert_eq!(
        error("<a =\"x\">y</a>"),
        "Empty attribute name in the tag \"a\" at byte offset 0"
    );
    assert_eq!(
        error("<a href=http://x>y</a>"),
        "Unexpected end of name token at byte offset 8"
    );
}
