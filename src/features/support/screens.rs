//! What the FAQ looks like.

use super::{
    callbacks::SupportCallback,
    faq::{Category, Entry},
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Button, Keyboard, button},
        screen::Screen,
    },
    features::{ctx::Ctx, menu::MenuCallback},
};

/// The categories.
#[must_use]
pub fn home(cx: &Ctx) -> Screen {
    let lang = cx.tr.lang();
    let categories = cx.site.library.faq.categories().iter().map(|category| {
        button(
            format!("{} {}", category.emoji, category.title.in_lang(lang)),
            &SupportCallback::Category(category.key.clone()),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, categories)
        .back(&cx.tr, &MenuCallback::Home);
    Screen::new(cx.tr.html("faq-home", args![])).with(keyboard)
}

/// The questions of a category.
#[must_use]
pub fn category(cx: &Ctx, category: &Category) -> Screen {
    let lang = cx.tr.lang();
    let questions = category
        .entries
        .iter()
        .map(|entry| question(cx, category, entry));
    let keyboard = Keyboard::new()
        .grid(1, questions)
        .row([button(
            cx.tr.plain("faq-search", args![]),
            &SupportCallback::Search,
        )])
        .back(&cx.tr, &SupportCallback::Home);
    let title = format!("{} {}", category.emoji, category.title.in_lang(lang));
    Screen::new(cx.tr.html("faq-category", args![title = title])).with(keyboard)
}

/// An answer, with the question whether it helped.
#[must_use]
pub fn entry(cx: &Ctx, category: &Category, entry: &Entry, asks: bool) -> Screen {
    let tr = &cx.tr;
    let lang = tr.lang();
    let head = tr.html(
        "faq-question",
        args![question = entry.question.in_lang(lang)],
    );
    let mut html = head.paragraph(&entry.answer_html(lang));
    let mut keyboard = Keyboard::new();
    if asks {
        html = html.paragraph(&tr.html("faq-helped", args![]));
        let vote = |helped| SupportCallback::Vote(category.key.clone(), entry.key.clone(), helped);
        keyboard = keyboard.row([
            button(tr.plain("faq-yes", args![]), &vote(true)),
            button(tr.plain("faq-no", args![]), &vote(false)),
        ]);
    }
    keyboard = keyboard
        .row([button(
            tr.plain("faq-search", args![]),
            &SupportCallback::Search,
        )])
        .back(tr, &SupportCallback::Category(category.key.clone()));
    Screen::new(html).with(keyboard)
}

/// The invitation to ask in one's own words.
#[must_use]
pub fn ask(cx: &Ctx) -> Screen {
    let keyboard = Keyboard::new().back(&cx.tr, &SupportCallback::Home);
    Screen::new(cx.tr.html("faq-ask", args![])).with(keyboard)
}

/// For pictures and files where a question is due.
#[must_use]
pub fn ask_in_words(cx: &Ctx) -> Screen {
    ask(cx).headed(cx.tr.html("faq-words-only", args![]))
}

/// Answers that may fit.
#[must_use]
pub fn found(cx: &Ctx, found: &[(&Category, &Entry)]) -> Screen {
    let tr = &cx.tr;
    if found.is_empty() {
        let keyboard = Keyboard::new()
            .row([button(tr.plain("faq-all", args![]), &SupportCallback::Home)])
            .back(tr, &MenuCallback::Home);
        return Screen::new(nothing(cx)).with(keyboard);
    }
    let questions = found
        .iter()
        .map(|(category, entry)| question(cx, category, entry));
    let keyboard = Keyboard::new()
        .grid(1, questions)
        .row([button(tr.plain("faq-all", args![]), &SupportCallback::Home)])
        .back(tr, &MenuCallback::Home);
    Screen::new(tr.html("faq-found", args![count = found.len()])).with(keyboard)
}

/// Nothing fits; where a person answers, when the operator told.
fn nothing(cx: &Ctx) -> Html {
    let html = cx.tr.html("faq-nothing", args![]);
    let contact = &cx.app().config.brand.contact;
    if contact.is_empty() {
        html
    } else {
        html.paragraph(&cx.tr.html("faq-contact", args![contact = contact]))
    }
}

fn question(cx: &Ctx, category: &Category, entry: &Entry) -> Button {
    button(
        entry.question.in_lang(cx.tr.lang()).as_str(),
        &SupportCallback::Entry(category.key.clone(), entry.key.clone()),
    )
}
