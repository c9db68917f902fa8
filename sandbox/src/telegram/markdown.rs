//! The MarkdownV2 and the old Markdown parse modes.

use super::entities::{Entity, Formatted};

const RESERVED: &str = "_*[]()~`>#+-=|{}.!";

struct Open {
    mark: &'static str,
    kind: &'static str,
    offset: usize,
    begin: usize,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    out: String,
    offset: usize,
    entities: Vec<Entity>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            out: String::new(),
            offset: 0,
            entities: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, c: char) {
        self.out.push(c);
        self.offset += c.len_utf16();
    }

    /// Takes one character as it is.
    fn take(&mut self) {
        if let Some(c) = self.rest().chars().next() {
            self.at += c.len_utf8();
            self.push(c);
        }
    }

    /// Copies until the mark; backslashes escape. False when the mark never comes.
    fn copy_until(&mut self, mark: &str, escapes: bool) -> bool {
        loop {
            let rest = self.rest();
            if rest.starts_with(mark) {
                self.at += mark.len();
                return true;
            }
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (None, _) => return false,
                (Some('\\'), Some(next)) if escapes && next.is_ascii() => {
                    self.at += 1;
                    self.take();
                }
                _ => self.take(),
            }
        }
    }

    fn block(&mut self, kind: &'static str, mark: &'static str, name: &str) -> Result<(), String> {
        let begin = self.at;
        self.at += mark.len();
        let mut language = String::new();
        if kind == "pre" {
            let line = self.rest().split(['\n', '`']).next().unwrap_or("");
            if self
                .rest()
                .get(line.len()..)
                .is_some_and(|tail| tail.starts_with('\n'))
            {
                language = line.trim().to_owned();
                self.at += line.len() + 1;
            }
        }
        let start = self.offset;
        if !self.copy_until(mark, true) {
            return Err(format!(
                "Can't find end of {name} entity at byte offset {begin}"
            ));
        }
        let mut entity = Entity::new(kind, start, self.offset - start);
        if !language.is_empty() {
            entity = entity.with("language", &language);
        }
        self.add(entity);
        Ok(())
    }

    /// The `(address)` behind a closing bracket.
    fn address(&mut self) -> Option<String> {
        let inner = self.rest().strip_prefix('(')?;
        let end = inner.find(')')?;
        let address = inner.get(..end)?.replace('\\', "");
        self.at += end + 2;
        Some(address)
    }

    fn add(&mut self, entity: Entity) {
        if entity.length > 0 {
            self.entities.push(entity);
        }
    }

    fn finish(self) -> Formatted {
        Formatted {
            text: self.out,
            entities: self.entities,
        }
    }
}

const MARKS: [(&str, &str, &str); 5] = [
    ("||", "spoiler", "Spoiler"),
    ("__", "underline", "Underline"),
    ("*", "bold", "Bold"),
    ("_", "italic", "Italic"),
    ("~", "strikethrough", "Strikethrough"),
];

/// Parses MarkdownV2.
pub(crate) fn parse_v2(text: &str) -> Result<Formatted, String> {
    let mut reader = Reader::new(text);
    let mut open: Vec<Open> = Vec::new();
    let mut quote: Option<usize> = None;
    let mut line_start = true;
    while let Some(c) = reader.rest().chars().next() {
        let begin = reader.at;
        if line_start && c == '>' {
            quote.get_or_insert(reader.offset);
            reader.at += 1;
            line_start = false;
            continue;
        }
        if line_start && let Some(start) = quote.take() {
            let length = reader.offset - start;
            reader.add(Entity::new("blockquote", start, length));
        }
        line_start = c == '\n';
        if c == '\\' {
            reader.at += 1;
            reader.take();
            continue;
        }
        if reader.rest().starts_with("```") {
            reader.block("pre", "```", "Pre")?;
            continue;
        }
        if c == '`' {
            reader.block("code", "`", "Code")?;
            continue;
        }
        if let Some((mark, kind, _)) = MARKS.iter().find(|(m, _, _)| reader.rest().starts_with(m)) {
            reader.at += mark.len();
            if open.last().is_some_and(|last| last.mark == *mark) {
                if let Some(last) = open.pop() {
                    let length = reader.offset - last.offset;
                    reader.add(Entity::new(last.kind, last.offset, length));
                }
            } else {
                let offset = reader.offset;
                open.push(Open {
                    mark,
                    kind,
                    offset,
                    begin,
                });
            }
            continue;
        }
        let emoji = reader.rest().starts_with("![");
        if c == '[' || emoji {
            reader.at += if emoji { 2 } else { 1 };
            open.push(Open {
                mark: "]",
                kind: if emoji { "custom_emoji" } else { "text_link" },
                offset: reader.offset,
                begin,
            });
            continue;
        }
        if c == ']' && open.last().is_some_and(|last| last.mark == "]") {
            reader.at += 1;
            let address = reader.address();
            if let Some(last) = open.pop() {
                let entity = Entity::new(last.kind, last.offset, reader.offset - last.offset);
                match (last.kind, address) {
                    ("custom_emoji", Some(address)) => {
                        let id = address.rsplit('=').next().unwrap_or("");
                        reader.add(entity.with("custom_emoji_id", id));
                    }
                    (_, Some(address)) => reader.add(entity.with("url", &address)),
                    (_, None) => {}
                }
            }
            continue;
        }
        if RESERVED.contains(c) {
            return Err(format!(
                "Character '{c}' is reserved and must be escaped with the preceding '\\'"
            ));
        }
        reader.take();
    }
    if let Some(start) = quote {
        let length = reader.offset - start;
        reader.add(Entity::new("blockquote", start, length));
    }
    if let Some(last) = open.last() {
        let name = MARKS
            .iter()
            .find(|(mark, _, _)| *mark == last.mark)
            .map_or("TextUrl", |(_, _, name)| *name);
        return Err(format!(
            "Can't find end of {name} entity at byte offset {}",
            last.begin
        ));
    }
    Ok(reader.finish())
}

/// Parses the old Markdown: no nesting, and only the marks are special.
pub(crate) fn parse_old(text: &str) -> Result<Formatted, String> {
    let mut reader = Reader::new(text);
    while let Some(c) = reader.rest().chars().next() {
        let begin = reader.at;
        let lost = format!("Can't find end of the entity starting at byte offset {begin}");
        let next = reader.rest().chars().nth(1);
        if c == '\\' && next.is_some_and(|next| "_*`[".contains(next)) {
            reader.at += 1;
            reader.take();
            continue;
        }
        let (mark, kind) = match c {
            '`' if reader.rest().starts_with("```") => ("```", "pre"),
            '`' => ("`", "code"),
            '*' => ("*", "bold"),
            '_' => ("_", "italic"),
            '[' => ("]", "text_link"),
            _ => {
                reader.take();
                continue;
            }
        };
        reader.at += mark.len();
        let start = reader.offset;
        if !reader.copy_until(mark, false) {
            return Err(lost);
        }
        let entity = Entity::new(kind, start, reader.offset - start);
        if kind == "text_link" {
            if let Some(address) = reader.address() {
                reader.add(entity.with("url", &address));
            }
        } else {
            reader.add(entity);
        }
    }
    Ok(reader.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_version() {
        let parsed = parse_v2("*жирно _и_* `a.b` [go](https://t.me/x) ||s||\\.").unwrap();
        assert_eq!(parsed.text, "жирно и a.b go s.");
        let kinds: Vec<&str> = parsed.entities.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!(kinds, ["italic", "bold", "code", "text_link", "spoiler"]);
        assert_eq!(
            parse_v2("a.b").unwrap_err(),
            "Character '.' is reserved and must be escaped with the preceding '\\'"
        );
        assert_eq!(
            parse_v2("*x").unwrap_err(),
            "Can't find end of Bold entity at byte offset 0"
        );
        let quote = parse_v2(">a\n>b\nc").unwrap();
        assert_eq!(quote.entities, [Entity::new("blockquote", 0, 4)]);
    }

    #[test]
    fn first_version() {
        let parsed = parse_old("*x* [go](https://t.me/x) a.b").unwrap();
        assert_eq!(parsed.text, "x go a.b");
        assert_eq!(parsed.entities.len(), 2);
        assert_eq!(
            parse_old("snake_case").unwrap_err(),
            "Can't find end of the entity starting at byte offset 5"
        );
    }
}
