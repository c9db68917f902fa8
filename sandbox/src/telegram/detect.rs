//! Entities that Telegram finds by itself: commands, mentions, hashtags, links, addresses.

use super::entities::{Entity, utf16_len};

/// Inside these nothing is looked for.
const CLOSED: [&str; 4] = ["code", "pre", "text_link", "text_mention"];

/// Finds entities outside of those already there.
pub(crate) fn detect(text: &str, known: &[Entity]) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let lead = bare.len()
            - bare
                .trim_start_matches(['(', '[', '{', '"', '«', '\''])
                .len();
        let (skipped, core) = bare.split_at_checked(lead).unwrap_or(("", bare));
        if let Some((kind, length)) = kind_of(core) {
            let entity = Entity::new(kind, offset + utf16_len(skipped), length);
            let taken = known.iter().any(|other| {
                (CLOSED.contains(&other.kind.as_str()) || other.kind == kind)
                    && other.offset < entity.end()
                    && entity.offset < other.end()
            });
            if !taken {
                found.push(entity);
            }
        }
        offset += utf16_len(word);
    }
    found
}

fn kind_of(word: &str) -> Option<(&'static str, usize)> {
    if let Some(rest) = word.strip_prefix('/') {
        return command(rest).map(|length| ("bot_command", length + 1));
    }
    if let Some(rest) = word.strip_prefix('@') {
        let length = name_length(rest);
        let first = rest.chars().next()?;
        let fits = (4..=32).contains(&length) && first.is_ascii_alphabetic();
        return fits.then_some(("mention", length + 1));
    }
    if let Some(rest) = word.strip_prefix('#') {
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        let fits = !name.is_empty() && !name.chars().all(|c| c.is_ascii_digit());
        return fits.then(|| ("hashtag", utf16_len(&name) + 1));
    }
    let core = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '»', '\'']);
    let lower = core.to_ascii_lowercase();
    let is_link = lower
        .strip_prefix("http://")
        .or_else(|| lower.strip_prefix("https://"))
        .is_some_and(|rest| rest.contains('.') || rest.starts_with("localhost"));
    if is_link || lower.starts_with("t.me/") || is_bare_site(&lower) {
        return Some(("url", utf16_len(core)));
    }
    is_email(&lower).then(|| ("email", utf16_len(core)))
}

/// Length of a command without its slash, with `@bot` when there is one.
fn command(rest: &str) -> Option<usize> {
    let length = name_length(rest);
    if length == 0 || length > 64 {
        return None;
    }
    let tail = rest.get(length..)?;
    if let Some(bot) = tail.strip_prefix('@') {
        let name = name_length(bot);
        if (3..=32).contains(&name) {
            return Some(length + 1 + name);
        }
    }
    let next = tail.chars().next();
    next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '<' | '>'))
        .then_some(length)
}

fn name_length(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count()
}

/// `sputnik.uz/path` and the like, for a few common endings.
fn is_bare_site(lower: &str) -> bool {
    let host = lower.split(['/', '?', '#', ':']).next().unwrap_or("");
    let Some((name, zone)) = host.rsplit_once('.') else {
        return false;
    };
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    !name.is_empty()
        && name.chars().all(plain)
        && matches!(
            zone,
            "com" | "org" | "net" | "ru" | "uz" | "kz" | "io" | "me" | "dev" | "app"
        )
}

fn is_email(lower: &str) -> bool {
    let Some((user, host)) = lower.split_once('@') else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    !user.is_empty()
        && user.chars().all(plain)
        && host.chars().all(plain)
        && host.rsplit_once('.').is_some_and(|(name, zone)| {
            !name.is_empty() && zone.len() >= 2 && zone.chars().all(|c| c.is_ascii_alphabetic())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, usize, usize)> {
        detect(text, &[])
            .into_iter()
            .map(|e| (e.kind, e.offset, e.length))
            .collect()
    }

    #[test]
    fn commands() {
        assert_eq!(found("/start ref_1"), [("bot_command".to_owned(), 0, 6)]);
        assert_eq!(
            found("да /help@sputnik_bot"),
            [("bot_command".to_owned(), 3, 17)]
        );
        assert!(found("1/2 / //x /привет /b>").is_empty());
    }

    #[test]
    fn links_and_names() {
        assert_eq!(
            found("🎉 (https://sputnik.uz/a), почта a@b.uz!"),
            [("url".to_owned(), 4, 20), ("email".to_owned(), 33, 6)]
        );
        assert_eq!(
            found("@anna_k #тур2 @ab"),
            [("mention".to_owned(), 0, 7), ("hashtag".to_owned(), 8, 5)]
        );
        assert_eq!(found("sputnik.uz"), [("url".to_owned(), 0, 10)]);
        assert!(found("3.14 e.g. #123").is_empty());
    }

    #[test]
    fn nothing_inside_code() {
        assert!(detect("/start", &[Entity::new("code", 0, 6)]).is_empty());
    }
}
