//! What people are told about it.

use super::ContactKind;
use crate::{
    args,
    bot::{screen::Screen, texts::Tr},
};

/// Names of the kinds with these words, as a list.
#[must_use]
pub fn reasons<'w>(tr: &Tr, words: impl IntoIterator<Item = &'w str>) -> String {
    let names: Vec<_> = words
        .into_iter()
        .map(|word| tr.plain(&format!("contact-{word}"), args![]))
        .collect();
    names.join(", ")
}

/// "We hid a phone": to whoever wrote it.
#[must_use]
pub fn yours(tr: &Tr, found: &[ContactKind]) -> Screen {
    let reasons = reasons(tr, found.iter().map(|kind| kind.word()));
    Screen::new(tr.html("thread-masked-yours", args![reasons = reasons]))
}
