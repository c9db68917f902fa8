//! Messages as plain text, for tests and for reading.

use serde_json::{Map, Value};

use super::{
    entities::{Entity, utf16_len},
    keyboard,
    messages::Stored,
};

/// Draws messages in the order in which they stand; those of an album are drawn as one.
pub(crate) fn messages<'m>(all: impl IntoIterator<Item = &'m Stored>) -> Vec<String> {
    let mut groups: Vec<Vec<&Stored>> = Vec::new();
    for stored in all {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| last.is_beside(stored)) => {
                group.push(stored);
            }
            _ => groups.push(vec![stored]),
        }
    }
    groups.iter().map(|group| one(group)).collect()
}

/// Draws the newest message of a chat with what makes an album with it; `back` goes from it to older ones.
pub(crate) fn newest<'m>(mut back: impl Iterator<Item = &'m Stored>) -> Option<String> {
    let newest = back.next()?;
    let mut group: Vec<_> = back.take_while(|older| older.is_beside(newest)).collect();
    group.reverse();
    group.push(newest);
    Some(one(&group))
}

/// Draws a message, or the messages of an album: media, text, inline keyboard, reply keyboard.
fn one(group: &[&Stored]) -> String {
    let media: Vec<_> = group
        .iter()
        .filter_map(|stored| media_line(&stored.content))
        .collect();
    let mut head: Vec<_> = Some(media.join(" "))
        .filter(|line| !line.is_empty())
        .into_iter()
        .collect();
    for stored in group {
        for (text, entities) in [("text", "entities"), ("caption", "caption_entities")] {
            if let Some(text) = stored.content.get(text).and_then(Value::as_str) {
                head.push(text_with(text, stored.content.get(entities)));
            }
        }
    }
    let mut drawn = head.join("\n");
    let Some(stored) = group.last() else {
        return drawn;
    };
    if let Some(markup) = &stored.markup {
        drawn.push_str("\n\n");
        drawn.push_str(&rows(markup, ""));
    }
    if let Some(markup) = stored
        .keyboard
        .as_ref()
        .filter(|k| k.get("keyboard").is_some())
    {
        drawn.push_str("\n\n");
        drawn.push_str(&rows(markup, "⌨ "));
    }
    drawn
}

fn rows(markup: &Value, lead: &str) -> String {
    let line = |row: Vec<Value>| {
        let buttons: Vec<String> = row.iter().map(button).collect();
        format!("{lead}{}", buttons.join(" "))
    };
    let lines: Vec<String> = keyboard::rows(markup).into_iter().map(line).collect();
    lines.join("\n")
}

fn button(button: &Value) -> String {
    let sign = if button.get("url").is_some() || button.get("login_url").is_some() {
        " ↗"
    } else if button.get("web_app").is_some() {
        " ▣"
    } else {
        ""
    };
    format!("[ {}{sign} ]", keyboard::label(button))
}

fn media_line(content: &Map<String, Value>) -> Option<String> {
    let text = |object: &Value, key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    let line = |kind: &str, detail: String| {
        let whole = format!("{kind} {detail}");
        Some(format!("[{}]", whole.trim_end()))
    };
    // A venue also has a location and an animation a document, so these come first.
    if let Some(venue) = content.get("venue") {
        return line("venue", text(venue, "title"));
    }
    for kind in [
        "photo",
        "video",
        "video_note",
        "voice",
        "animation",
        "location",
    ] {
        if content.contains_key(kind) {
            return line(&kind.replace('_', " "), String::new());
        }
    }
    if let Some(sticker) = content.get("sticker") {
        return line("sticker", text(sticker, "emoji"));
    }
    if let Some(document) = content.get("document") {
        return line("document", text(document, "file_name"));
    }
    if let Some(audio) = content.get("audio") {
        let title = text(audio, "title");
        let name = if title.is_empty() {
            text(audio, "file_name")
        } else {
            title
        };
        return line("audio", name);
    }
    if let Some(contact) = content.get("contact") {
        let name = format!(
            "{} {}",
            text(contact, "first_name"),
            text(contact, "last_name")
        );
        return line(
            "contact",
            format!("{} {}", name.trim_end(), text(contact, "phone_number")),
        );
    }
    if let Some(poll) = content.get("poll") {
        return line("poll", text(poll, "question"));
    }
    if let Some(dice) = content.get("dice") {
        return line("dice", text(dice, "emoji"));
    }
    if let Some(invoice) = content.get("invoice") {
        let total = invoice
            .get("total_amount")
            .and_then(Value::as_i64)
            .unwrap_or(0);
        let price = format!("{total} {}", text(invoice, "currency"));
        return line("invoice", format!("{} {price}", text(invoice, "title")));
    }
    if let Some(paid) = content.get("successful_payment") {
        let total = paid
            .get("total_amount")
            .and_then(Value::as_i64)
            .unwrap_or(0);
        return line("paid", format!("{total} {}", text(paid, "currency")));
    }
    if let Some(topic) = content.get("forum_topic_created") {
        return line("topic created", text(topic, "name"));
    }
    if let Some(topic) = content.get("forum_topic_edited") {
        return line("topic edited", text(topic, "name"));
    }
    for (key, words) in [
        ("forum_topic_closed", "topic closed"),
        ("forum_topic_reopened", "topic reopened"),
        ("pinned_message", "pinned a message"),
        ("web_app_data", "web app data"),
    ] {
        if content.contains_key(key) {
            return line(words, String::new());
        }
    }
    None
}

/// Draws bold, italic, code and links; other entities stay plain.
pub(crate) fn text_with(text: &str, entities: Option<&Value>) -> String {
    let entities: Vec<Entity> = entities
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Entity::parse)
        .collect();
    if entities.is_empty() {
        return text.to_owned();
    }
    let mut drawn = String::with_capacity(text.len());
    let mut offset = 0;
    for c in text.chars() {
        marks(&entities, offset, &mut drawn);
        drawn.push(c);
        offset += c.len_utf16();
    }
    marks(&entities, utf16_len(text), &mut drawn);
    drawn
}

/// Puts the marks of a place: ends of inner entities first, then beginnings of outer ones.
fn marks(entities: &[Entity], offset: usize, drawn: &mut String) {
    // Entities stand outer before inner, so equal ranges close in the reverse order.
    let mut ending: Vec<&Entity> = entities
        .iter()
        .rev()
        .filter(|e| e.end() == offset)
        .collect();
    ending.sort_by_key(|entity| std::cmp::Reverse(entity.offset));
    for entity in ending {
        match entity.kind.as_str() {
            "bold" => drawn.push('*'),
            "italic" => drawn.push('_'),
            "code" => drawn.push('`'),
            "text_link" => {
                let url = entity
                    .extra
                    .get("url")
                    .and_then(Value::as_str)
                    .unwrap_or("");
                drawn.push_str("](");
                drawn.push_str(url);
                drawn.push(')');
            }
            _ => {}
        }
    }
    let mut starting: Vec<&Entity> = entities.iter().filter(|e| e.offset == offset).collect();
    starting.sort_by_key(|entity| std::cmp::Reverse(entity.length));
    for entity in starting {
        match entity.kind.as_str() {
            "bold" => drawn.push('*'),
            "italic" => drawn.push('_'),
            "code" => drawn.push('`'),
            "text_link" => drawn.push('['),
            _ => {}
        }
    }
}

/// The newest link of a message: a button's, else one in the text.
pub(crate) fn link(stored: &Stored) -> Option<String> {
    let button = |button: &Value| {
        let url = button
            .get("url")
            .or_else(|| button.get("web_app")?.get("url"));
        url.and_then(Value::as_str).map(str::to_owned)
    };
    let in_buttons = stored
        .markup
        .as_ref()
        .and_then(|markup| keyboard::rows(markup).iter().flatten().find_map(button));
    in_buttons.or_else(|| {
        [("text", "entities"), ("caption", "caption_entities")]
            .into_iter()
            .find_map(|(text, entities)| {
                let text = stored.content.get(text)?.as_str()?;
                let list = stored.content.get(entities)?.as_array()?;
                list.iter().filter_map(Entity::parse).find_map(|entity| {
                    match entity.kind.as_str() {
                        "text_link" => Some(entity.extra.get("url")?.as_str()?.to_owned()),
                        "url" => Some(super::entities::utf16_part(
                            text,
                            entity.offset,
                            entity.end(),
                        )),
                        _ => None,
                    }
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::telegram::{entities::Formatted, messages::Draft};

    fn drawn(html: &str) -> String {
        let read = Formatted::read(html, Some("HTML"), None).unwrap();
        let mut content = Map::new();
        read.write(&mut content, "text", "entities");
        text_with(&read.text, content.get("entities"))
    }

    #[test]
    fn entities_are_marked() {
        assert_eq!(drawn("<b>жирно</b> и <i>косо</i>"), "*жирно* и _косо_");
        assert_eq!(drawn("🎉<b>a<i>b</i></b>c"), "🎉*a_b_*c");
        assert_eq!(drawn("<b><i>x</i></b>"), "*_x_*");
        assert_eq!(
            drawn("<code>x</code> <a href=\"https://a.uz/\">go</a> <u>u</u>"),
            "`x` [go](https://a.uz/) u"
        );
    }

    #[test]
    fn keyboards_follow_an_empty_line() {
        let draft = Draft {
            content: json!({"document": {"file_name": "report.json"}, "caption": "Готово"})
                .as_object()
                .unwrap()
                .clone(),
            markup: Some(json!({"inline_keyboard": [
                [{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}],
                [{"text": "Open", "url": "https://a.uz"}, {"text": "App", "web_app": {"url": "x"}}],
            ]})),
            ..Draft::default()
        };
        assert_eq!(
            one(&[&Stored::new(1, 0, draft)]),
            "[document report.json]\nГотово\n\n[ Yes ] [ No ]\n[ Open ↗ ] [ App ▣ ]"
        );
    }
}
