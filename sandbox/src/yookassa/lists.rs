//! Lists: filters, pages, newest first.

use std::collections::HashMap;

use chrono::DateTime;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{
    book::{Book, Entry},
    error::Refusal,
    objects::{Payment, Payout, Refund, Status},
};

/// Older objects are not listed.
const REACH: i64 = 3 * 365 * 86_400_000;

/// What a filter can look at.
pub(crate) trait Listed: Entry {
    /// Filters besides status and times.
    const FIELDS: &'static [&'static str];
    fn status(&self) -> Status;
    fn time(&self, name: &str) -> Option<i64>;
    fn field(&self, name: &str) -> Option<&str>;
}

impl Listed for Payment {
    const FIELDS: &'static [&'static str] = &["payment_method"];

    fn status(&self) -> Status {
        self.status
    }

    fn time(&self, name: &str) -> Option<i64> {
        match name {
            "captured_at" => self.captured_at,
            _ => Some(self.created_at),
        }
    }

    fn field(&self, _name: &str) -> Option<&str> {
        self.method.as_deref()
    }
}

impl Listed for Refund {
    const FIELDS: &'static [&'static str] = &["payment_id"];

    fn status(&self) -> Status {
        self.status
    }

    fn time(&self, _name: &str) -> Option<i64> {
        Some(self.created_at)
    }

    fn field(&self, _name: &str) -> Option<&str> {
        Some(&self.payment_id)
    }
}

impl Listed for Payout {
    const FIELDS: &'static [&'static str] = &["payout_destination.type"];

    fn status(&self) -> Status {
        self.status
    }

    fn time(&self, name: &str) -> Option<i64> {
        match name {
            "succeeded_at" => self.succeeded_at,
            _ => Some(self.created_at),
        }
    }

    fn field(&self, _name: &str) -> Option<&str> {
        self.destination.get("type").and_then(Value::as_str)
    }
}

struct Filter {
    times: Vec<(String, String, i64)>,
    status: Option<Status>,
    fields: HashMap<String, String>,
    limit: usize,
    before: usize,
}

/// One page of a list.
pub(crate) fn page<T: Listed>(
    book: &Book<T>,
    query: &str,
    now: i64,
    draw: impl Fn(&T) -> Value,
) -> Result<Value, Refusal> {
    let filter = read(book, query)?;
    let mut found = book
        .iter()
        .enumerate()
        .take(filter.before)
        .rev()
        .filter(|(_, item)| filter.takes(*item, now));
    let items: Vec<(usize, &T)> = found.by_ref().take(filter.limit).collect();
    let mut answer = json!({
        "type": "list",
        "items": items.iter().map(|(_, item)| draw(item)).collect::<Vec<_>>(),
    });
    if let (Some((_, last)), Some(_), Some(fields)) =
        (items.last(), found.next(), answer.as_object_mut())
    {
        fields.insert("next_cursor".to_owned(), json!(last.id()));
    }
    Ok(answer)
}

fn read<T: Listed>(book: &Book<T>, query: &str) -> Result<Filter, Refusal> {
    let mut filter = Filter {
        times: Vec::new(),
        status: None,
        fields: HashMap::new(),
        limit: 10,
        before: usize::MAX,
    };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let wrong = || Refusal::field(name.as_ref());
        match name.as_ref() {
            "limit" => {
                let limit = value.parse().ok().filter(|limit| (1..=100).contains(limit));
                filter.limit = limit.ok_or_else(wrong)?;
            }
            "cursor" => filter.before = book.place(&value).ok_or_else(wrong)?,
            "status" => filter.status = Some(Status::of(&value).ok_or_else(wrong)?),
            field if T::FIELDS.contains(&field) => {
                filter.fields.insert(field.to_owned(), value.into_owned());
            }
            other => {
                let (time, sign) = other.split_once('.').ok_or_else(wrong)?;
                let is_time = matches!(time, "created_at" | "captured_at" | "succeeded_at");
                if !is_time || !matches!(sign, "gte" | "gt" | "lte" | "lt") {
                    return Err(wrong());
                }
                let at = DateTime::parse_from_rfc3339(&value);
                let at = at.map_err(|_not_a_time| wrong())?.timestamp_millis();
                filter.times.push((time.to_owned(), sign.to_owned(), at));
            }
        }
    }
    Ok(filter)
}

impl Filter {
    fn takes<T: Listed>(&self, item: &T, now: i64) -> bool {
        let is_recent = item.time("created_at").is_some_and(|at| now - at <= REACH);
        let has_status = self.status.is_none_or(|status| status == item.status());
        let in_time = self.times.iter().all(|(name, sign, bound)| {
            item.time(name).is_some_and(|at| match sign.as_str() {
                "gte" => at >= *bound,
                "gt" => at > *bound,
                "lte" => at <= *bound,
                _ => at < *bound,
            })
        });
        let has_fields = self
            .fields
            .iter()
            .all(|(name, wanted)| item.field(name) == Some(wanted));
        is_recent && has_status && in_time && has_fields
    }
}
