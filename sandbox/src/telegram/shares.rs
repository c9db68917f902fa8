//! Content of messages that people share: places, contacts, data of Mini Apps.

use serde_json::{Map, Value, json};

use super::{incoming::Refused, world::World};

pub(crate) fn location(latitude: f64, longitude: f64) -> Map<String, Value> {
    let mut content = Map::new();
    let value = json!({"latitude": latitude, "longitude": longitude});
    content.insert("location".to_owned(), value);
    content
}

/// Someone's own contact carries their id.
pub(crate) fn contact(
    world: &World,
    from: i64,
    phone: &str,
    first_name: Option<&str>,
) -> Map<String, Value> {
    let own = world.people.get(&from);
    let mut contact = json!({
        "phone_number": phone,
        "first_name": first_name.or(own.map(|p| p.first_name.as_str())).unwrap_or(""),
    });
    if let Some(fields) = contact.as_object_mut() {
        if let Some(last) = own.and_then(|p| p.last_name.as_ref()) {
            fields.insert("last_name".to_owned(), json!(last));
        }
        fields.insert("user_id".to_owned(), json!(from));
    }
    let mut content = Map::new();
    content.insert("contact".to_owned(), contact);
    content
}

pub(crate) fn web_app_data(button: &str, data: &str) -> Result<Map<String, Value>, Refused> {
    if data.is_empty() || data.len() > 4096 {
        return Refused::invalid("data of a Mini App is 1 to 4096 bytes");
    }
    let mut content = Map::new();
    let value = json!({"data": data, "button_text": button});
    content.insert("web_app_data".to_owned(), value);
    Ok(content)
}

/// The phone number of a person.
pub(crate) fn phone_of(id: i64) -> String {
    format!("+99890{:07}", id.unsigned_abs() % 10_000_000)
}
