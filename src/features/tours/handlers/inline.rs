//! Tours in any chat: `@bot samarkand`.

use teloxide::{prelude::Requester, types::UpdateKind};

use crate::{
    bot::{fault::Fault, intake::Incoming, tg::TgError},
    features::{
        Site,
        tours::{
            reads::{self, Filter},
            screens::inline as screens,
        },
        users::people,
    },
    kernel::lang::Lang,
};

/// Tours that an answer holds.
const MOST: u64 = 20;
/// Longest words that are looked for, in characters.
const WORDS_LIMIT: usize = 60;

/// Somebody types the bot's name in some chat, and words after it. It makes no account, and needs none:
/// the catalogue is for everybody.
pub async fn inline(site: Site, incoming: Incoming) -> Result<(), Fault> {
    let UpdateKind::InlineQuery(query) = &incoming.update.kind else {
        return Ok(());
    };
    let app = &site.app;
    let person = people::by_telegram(app, people::Visitor::from(&query.from).telegram_id).await?;
    let is_shut_out = person
        .as_ref()
        .is_some_and(|person| person.blocked_at.is_some());
    let lang = person
        .and_then(|person| person.lang)
        .or_else(|| query.from.language_code.as_deref().and_then(Lang::from_tag));
    let tr = app.texts.lang(lang.unwrap_or(app.config.locale.default));
    let words: String = query.query.trim().chars().take(WORDS_LIMIT).collect();
    let filter = Filter {
        words: Some(words).filter(|words| !words.is_empty()),
        ..Filter::default()
    };
    let found = if app.config.modules.tours && !is_shut_out {
        reads::list(app, &filter, None, MOST).await?
    } else {
        Vec::new()
    };
    let root = app.deep_link("tour_").await?;
    let results: Vec<_> = found
        .iter()
        .map(|brief| {
            let address = format!("{root}{}", brief.tour.id);
            screens::result(&tr, &site.library.tours, brief, &address)
        })
        .collect();
    let answer = app.tg.bot().answer_inline_query(query.id.clone(), results);
    let answer = screens::with_way(&tr, answer);
    match app.tg.call::<bool, _>("answerInlineQuery", answer).await {
        // Whoever types on has asked anew.
        Ok(_) | Err(TgError::TapTooOld) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
