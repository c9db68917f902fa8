//! The FAQ in the bot. Open to everyone: it needs no consent.

use teloxide::types::Message;

use super::{callbacks::SupportCallback, screens, state::SupportState, votes};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::ctx::Ctx,
};

/// Answers offered for a question.
const OFFERED: usize = 4;

/// A tap on a button of the FAQ.
pub async fn tapped(cx: Ctx, tap: Tap, callback: SupportCallback) -> Result<(), Fault> {
    let faq = &cx.site.library.faq;
    // Wherever one is in the FAQ, what one types is a question.
    cx.expect(SupportState::Search).await;
    match callback {
        SupportCallback::Home => home(&cx, Some(&tap)).await,
        SupportCallback::Category(key) => match faq.category(&key) {
            Some(category) => cx.show(Some(&tap), &screens::category(&cx, category)).await,
            None => home(&cx, Some(&tap)).await,
        },
        SupportCallback::Entry(category, entry) => match faq.entry(&category, &entry) {
            Some((category, entry)) => {
                cx.show(Some(&tap), &screens::entry(&cx, category, entry, true))
                    .await
            }
            None => home(&cx, Some(&tap)).await,
        },
        SupportCallback::Search => cx.show(Some(&tap), &screens::ask(&cx)).await,
        SupportCallback::Vote(category, entry, helped) => {
            let Some((category, entry)) = faq.entry(&category, &entry) else {
                return home(&cx, Some(&tap)).await;
            };
            votes::vote(cx.app(), cx.me(), votes::key(category, entry), helped).await?;
            let thanks = if helped { "faq-thanks" } else { "faq-sorry" };
            tap.show_with_toast(
                &screens::entry(&cx, category, entry, false),
                &cx.tr.plain(thanks, args![]),
            )
            .await?;
            Ok(())
        }
    }
}

/// The categories. Whatever is typed here is taken for a question.
pub async fn home(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.expect(SupportState::Search).await;
    cx.show(tap, &screens::home(cx)).await
}

/// A question in one's own words.
pub async fn typed(cx: Ctx, message: Message, state: SupportState) -> Result<(), Fault> {
    let SupportState::Search = state;
    let Some(words) = message.text().filter(|text| !text.trim().is_empty()) else {
        return cx.send(&screens::ask_in_words(&cx)).await;
    };
    let found = cx.site.library.faq.search(cx.tr.lang(), words, OFFERED);
    metrics::counter!("faq_searches_total", "found" => if found.is_empty() { "no" } else { "yes" })
        .increment(1);
    cx.send(&screens::found(&cx, &found)).await
}
