//! What a client's orders look like.

pub mod history;
pub mod news;
pub mod offers;
pub mod orders;
pub mod questions;
pub mod wizard;

use super::catalog::{Field, Kind};
use crate::{
    args,
    bot::{html::Html, texts::Tr},
    entity::order::{Model, Status},
    features::ctx::Ctx,
    kernel::money::Money,
};

/// Sign and name of a kind; its key when the catalogue no longer has it.
#[must_use]
pub fn title(cx: &Ctx, key: &str) -> String {
    cx.site
        .library
        .study
        .kind(key)
        .map_or_else(|| key.to_owned(), |kind| named(&cx.tr, kind))
}

/// Sign and name of a kind.
pub(super) fn named(tr: &Tr, kind: &Kind) -> String {
    format!("{} {}", kind.emoji, kind.title.in_lang(tr.lang()))
}

/// Where an order stands, in words.
#[must_use]
pub fn status(tr: &Tr, status: Status) -> String {
    tr.plain(
        &format!("study-status-{}", status.word().replace('_', "-")),
        args![],
    )
}

/// What is wanted, line by line; fields without an answer are left out.
pub(super) fn wanted(tr: &Tr, order: &Model) -> Html {
    let mut html = Html::default();
    let mut put = |field: Field, value: Option<String>| {
        if let Some(value) = value {
            let line = tr.html("study-line", args![name = name(tr, field), value = value]);
            html = if html.is_empty() {
                line
            } else {
                std::mem::take(&mut html).line(&line)
            };
        }
    };
    put(Field::Subject, order.subject.clone());
    put(Field::Topic, order.topic.clone());
    put(Field::Details, order.details.clone());
    put(
        Field::Deadline,
        order.due_on.map(|day| day.format("%d.%m.%Y").to_string()),
    );
    put(Field::Volume, order.volume.clone());
    let budget = order
        .budget_minor
        .map(|minor| tr.money(Money::new(minor, order.currency)));
    put(Field::Budget, budget);
    html
}

/// The name of a field.
pub(super) fn name(tr: &Tr, field: Field) -> String {
    tr.plain(&format!("study-field-{}", field.word()), args![])
}
