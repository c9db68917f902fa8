//! Tours as they are sent into other chats.

use teloxide::{
    payloads::{AnswerInlineQuery, AnswerInlineQuerySetters},
    requests::JsonRequest,
    types::{
        InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
        InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText,
        LinkPreviewOptions, ParseMode,
    },
};

use crate::{
    args,
    bot::{
        keyboard::{Keyboard, link},
        texts::Tr,
    },
    features::tours::{catalog::Catalog, reads::Brief},
};

/// Seconds for which Telegram may answer by itself.
const CACHED: u32 = 60;

/// One tour of an answer; `address` opens it in the bot.
#[must_use]
pub fn result(tr: &Tr, catalog: &Catalog, brief: &Brief, address: &str) -> InlineQueryResult {
    let title = brief.titles.of(tr.lang());
    let city = catalog
        .city(&brief.tour.city)
        .map_or("—", |city| city.title.in_lang(tr.lang()).as_str());
    let length = tr.plain("tours-length", args![days = i64::from(brief.tour.days)]);
    let mut facts = format!("{city} · {length}");
    let mut html = tr.html("tours-inline", args![title = title, facts = facts.as_str()]);
    if let Some(next) = &brief.next {
        let (day, price) = (
            next.starts_on.format("%d.%m.%Y").to_string(),
            tr.money(next.adult()),
        );
        facts = format!("{facts} · {day} · {price}");
        html = html.paragraph(&tr.html("tours-inline-next", args![day = day, sum = price]));
    }
    let words = InputMessageContentText::new(html.as_str())
        .parse_mode(ParseMode::Html)
        .link_preview_options(LinkPreviewOptions {
            is_disabled: true,
            url: None,
            prefer_small_media: false,
            prefer_large_media: false,
            show_above_text: false,
        });
    let keyboard = Keyboard::new().row(link(tr.plain("tours-inline-open", args![]), address));
    let article = InlineQueryResultArticle::new(
        brief.tour.id.to_string(),
        title,
        InputMessageContent::Text(words),
    )
    .description(facts)
    .reply_markup(keyboard.markup());
    InlineQueryResult::Article(article)
}

/// The answer with a way into the bot above it.
pub fn with_way(tr: &Tr, answer: JsonRequest<AnswerInlineQuery>) -> JsonRequest<AnswerInlineQuery> {
    answer
        .cache_time(CACHED)
        // In the language of whoever asks.
        .is_personal(true)
        .button(InlineQueryResultsButton {
            text: tr.plain("tours-inline-all", args![]),
            kind: InlineQueryResultsButtonKind::StartParameter("tours".to_owned()),
        })
}
