//! The HTML parse mode, with Telegram's error texts.

use super::entities::{Entity, Formatted};

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
    "tg-time",
];

struct Open {
    tag: String,
    argument: String,
    offset: usize,
    start: usize,
    /// Entities that were closed inside start at this place of the list.
    inner: usize,
}

/// A cursor over bytes; past the end it sees zeros.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn is_over(&self) -> bool {
        self.at >= self.text.len()
    }

    fn skip_spaces(&mut self) {
        while is_space(self.peek()) && !self.is_over() {
            self.at += 1;
        }
    }

    fn skip_while(&mut self, fits: impl Fn(u8) -> bool) -> usize {
        let from = self.at;
        while !self.is_over() && fits(self.peek()) {
            self.at += 1;
        }
        from
    }

    fn since(&self, from: usize) -> &str {
        self.text.get(from..self.at).unwrap_or("")
    }

    fn next_char(&mut self) -> Option<char> {
        let c = self.text.get(self.at..)?.chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// A named or numeric reference at the cursor, if it is one that Telegram knows.
    fn reference(&mut self) -> Option<char> {
        let rest = self.text.get(self.at..)?.strip_prefix('&')?;
        for (name, c) in [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"')] {
            if let Some(tail) = rest.strip_prefix(name)
                && !tail.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                self.at += 1 + name.len() + usize::from(tail.starts_with(';'));
                return Some(c);
            }
        }
        let digits = rest.strip_prefix('#')?;
        let (digits, radix, prefix) = match digits.strip_prefix('x') {
            Some(hex) => (hex, 16, 3),
            None => (digits, 10, 2),
        };
        let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
        let number = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
        let c = char::from_u32(number).filter(|c| *c != '\0')?;
        let tail = digits.get(length..)?;
        self.at += prefix + length + usize::from(tail.starts_with(';'));
        Some(c)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0)
}

/// Parses a text; the error is what stands behind "can't parse entities: ".
pub(crate) fn parse(text: &str) -> Result<Formatted, String> {
    let mut cursor = Cursor { text, at: 0 };
    let mut out = String::with_capacity(text.len());
    let mut offset = 0;
    let mut open: Vec<Open> = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    while !cursor.is_over() {
        if cursor.peek() == b'<' {
            let begin = cursor.at;
            cursor.at += 1;
            if cursor.peek() == b'/' {
                let closed = end_tag(&mut cursor, begin, &mut open)?;
                close(closed, &out, offset, &mut entities);
            } else {
                let (tag, argument) = start_tag(&mut cursor, begin)?;
                open.push(Open {
                    tag,
                    argument,
                    offset,
                    start: out.len(),
                    inner: entities.len(),
                });
            }
            continue;
        }
        let referred = if cursor.peek() == b'&' {
            cursor.reference()
        } else {
            None
        };
        let Some(c) = referred.or_else(|| cursor.next_char()) else {
            break;
        };
        offset += c.len_utf16();
        out.push(c);
    }
    if let Some(last) = open.last() {
        return Err(format!(
            "Can't find end tag corresponding to start tag \"{}\"",
            last.tag
        ));
    }
    Ok(Formatted {
        text: out,
        entities,
    })
}

fn start_tag(cursor: &mut Cursor<'_>, begin: usize) -> Result<(String, String), String> {
    let from = cursor.skip_while(|byte| !is_space(byte) && byte != b'>');
    if cursor.is_over() {
        return Err(format!("Unclosed start tag at byte offset {begin}"));
    }
    let tag = cursor.since(from).to_ascii_lowercase();
    if !TAGS.contains(&tag.as_str()) {
        return Err(format!(
            "Unsupported start tag \"{tag}\" at byte offset {begin}"
        ));
    }
    let unclosed = || format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
    let mut argument = String::new();
    loop {
        cursor.skip_spaces();
        if cursor.is_over() {
            return Err(unclosed());
        }
        if cursor.peek() == b'>' {
            break;
        }
        let from = cursor.skip_while(|byte| {
            !is_space(byte) && !matches!(byte, b'=' | b'>' | b'/' | b'"' | b'\'')
        });
        let name = cursor.since(from).to_owned();
        if name.is_empty() {
            return Err(format!(
                "Empty attribute name in the tag \"{tag}\" at byte offset {begin}"
            ));
        }
        cursor.skip_spaces();
        if cursor.is_over() {
            return Err(unclosed());
        }
        if cursor.peek() != b'=' {
            if tag == "blockquote" && name == "expandable" {
                argument = "1".to_owned();
            }
            continue;
        }
        cursor.at += 1;
        cursor.skip_spaces();
        if cursor.is_over() {
            return Err(unclosed());
        }
        let value = attribute_value(cursor)?;
        if cursor.is_over() {
            return Err(unclosed());
        }
        let taken = match (tag.as_str(), name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => Some(value),
            ("code", "class") => value.strip_prefix("language-").map(str::to_owned),
            ("span", "class") => value.strip_prefix("tg-").map(str::to_owned),
            ("blockquote", "expandable") => Some("1".to_owned()),
            _ => None,
        };
        argument = taken.unwrap_or(argument);
    }
    cursor.at += 1;
    if tag == "span" && argument != "spoiler" {
        return Err(format!(
            "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
        ));
    }
    Ok((tag, argument))
}

fn attribute_value(cursor: &mut Cursor<'_>) -> Result<String, String> {
    let quote = cursor.peek();
    if quote != b'"' && quote != b'\'' {
        let from =
            cursor.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
        let token = cursor.since(from).to_ascii_lowercase();
        if !cursor.is_over() && !is_space(cursor.peek()) && cursor.peek() != b'>' {
            return Err(format!(
                "Unexpected end of name token at byte offset {from}"
            ));
        }
        return Ok(token);
    }
    cursor.at += 1;
    let mut value = String::new();
    while !cursor.is_over() && cursor.peek() != quote {
        let referred = if cursor.peek() == b'&' {
            cursor.reference()
        } else {
            None
        };
        if let Some(c) = referred.or_else(|| cursor.next_char()) {
            value.push(c);
        }
    }
    if cursor.peek() == quote {
        cursor.at += 1;
    }
    Ok(value)
}

fn end_tag(cursor: &mut Cursor<'_>, begin: usize, open: &mut Vec<Open>) -> Result<Open, String> {
    let Some(last) = open.pop() else {
        return Err(format!("Unexpected end tag at byte offset {begin}"));
    };
    cursor.at += 1;
    let from = cursor.skip_while(|byte| !is_space(byte) && byte != b'>');
    let name = cursor.since(from).to_ascii_lowercase();
    cursor.skip_spaces();
    if cursor.peek() != b'>' {
        return Err(format!("Unclosed end tag at byte offset {begin}"));
    }
    cursor.at += 1;
    if !name.is_empty() && name != last.tag {
        return Err(format!(
            "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
            last.tag
        ));
    }
    Ok(last)
}

fn close(tag: Open, out: &str, offset: usize, entities: &mut Vec<Entity>) {
    let length = offset - tag.offset;
    if length == 0 {
        return;
    }
    let entity = |kind: &str| Entity::new(kind, tag.offset, length);
    let made = match tag.tag.as_str() {
        "b" | "strong" => entity("bold"),
        "i" | "em" => entity("italic"),
        "u" | "ins" => entity("underline"),
        "s" | "strike" | "del" => entity("strikethrough"),
        "span" | "tg-spoiler" => entity("spoiler"),
        "blockquote" if tag.argument == "1" => entity("expandable_blockquote"),
        "blockquote" => entity("blockquote"),
        "tg-emoji" => entity("custom_emoji").with("custom_emoji_id", &tag.argument),
        "a" => match link(&tag, out) {
            Some(url) => match url.strip_prefix("tg://user?id=").map(str::parse::<i64>) {
                Some(Ok(id)) => {
                    let mut mention = entity("text_mention");
                    let user = serde_json::json!({"id": id, "is_bot": false, "first_name": ""});
                    mention.extra.insert("user".to_owned(), user);
                    mention
                }
                _ => entity("text_link").with("url", &url),
            },
            None => return,
        },
        "tg-time" => match tag.argument.parse::<i64>() {
            Ok(moment) => {
                let mut time = entity("date_time");
                time.extra
                    .insert("unix_time".to_owned(), serde_json::json!(moment));
                time
            }
            Err(_) => return,
        },
        "code" => {
            let mut code = entity("code");
            if !tag.argument.is_empty() {
                // Only the surrounding `pre` shows it.
                code = code.with("language", &tag.argument);
            }
            code
        }
        "pre" => {
            let mut pre = entity("pre");
            let whole =
                |e: &Entity| e.kind == "code" && e.offset == tag.offset && e.length == length;
            let inner = entities.iter().skip(tag.inner).find(|e| whole(e));
            if let Some(language) = inner.and_then(|e| e.extra.get("language")) {
                pre.extra.insert("language".to_owned(), language.clone());
            }
            entities.truncate(tag.inner);
            pre
        }
        _ => return,
    };
    entities.push(made);
    let inside_pre = tag.tag == "pre";
    for entity in entities.iter_mut().skip(tag.inner) {
        // A language on inline code outside of `pre` means nothing; it is dropped at the end of
        // the block that could have used it.
        if entity.kind == "code" && !inside_pre && tag.tag != "code" {
            entity.extra.clear();
        }
    }
}

/// The address of a link: its `href`, or its own text when that looks like an address.
fn link(tag: &Open, out: &str) -> Option<String> {
    let address = if tag.argument.is_empty() {
        out.get(tag.start..)?
    } else {
        tag.argument.as_str()
    };
    let address = address.trim();
    if address.starts_with("tg://") {
        return Some(address.to_owned());
    }
    let full = if address.contains("://") {
        address.to_owned()
    } else {
        format!("http://{address}")
    };
    let parsed = url::Url::parse(&full).ok()?;
    if !matches!(parsed.scheme(), "http" | "https" | "ton" | "tonsite") {
        return None;
    }
    let host = parsed.host_str()?;
    let known = host.contains('.') || host == "localhost" || host.starts_with('[');
    known.then(|| parsed.to_string())
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
