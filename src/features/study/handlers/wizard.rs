//! The questions of an order. The draft is a row; the dialogue only knows which question is open.

use chrono::{Datelike, NaiveDate};
use teloxide::types::Message;

use super::{fault, kind};
use crate::{
    bot::{
        fault::{Fault, Refusal},
        files,
        tap::Tap,
    },
    entity::{
        attachment::{self, Subject},
        order::{self, Status},
    },
    features::{
        ctx::Ctx,
        study::{
            catalog::{Field, Kind},
            drafts::{self, Answer},
            error::StudyError,
            reads, screens,
            state::StudyState,
        },
    },
    kernel::{
        ids::{AttachmentId, OrderId},
        money::{Currency, Money},
        time,
    },
};

/// The draft with its kind and its files.
struct Open<'c> {
    draft: order::Model,
    kind: &'c Kind,
    files: Vec<attachment::Model>,
}

/// The caller's draft; one that was sent meanwhile is no draft.
async fn open(cx: &Ctx, id: OrderId) -> Result<Open<'_>, Fault> {
    let (draft, _) = reads::card(cx.app(), cx.me(), &cx.rights, id)
        .await
        .map_err(fault)?;
    if draft.status != Status::Draft || draft.client_id != cx.me() {
        return Err(fault(StudyError::Moved));
    }
    let kind = kind(cx, &draft.kind)?;
    let files = drafts::files_of(&cx.app().db, Subject::Order, id.0).await?;
    Ok(Open { draft, kind, files })
}

/// Begins an order of this kind with its first question.
pub(super) async fn begin(cx: &Ctx, tap: Option<&Tap>, key: &str) -> Result<(), Fault> {
    let kind = kind(cx, key)?;
    let draft = drafts::start(cx.app(), cx.actor(), kind)
        .await
        .map_err(fault)?;
    match kind.fields.asked().next() {
        Some((field, _)) => ask(cx, tap, draft.id, field, true).await,
        None => summary(cx, tap, draft.id).await,
    }
}

/// Asks one question.
pub(super) async fn ask(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    field: Field,
    goes_on: bool,
) -> Result<(), Fault> {
    let open = open(cx, id).await?;
    cx.expect(StudyState::Answer {
        order: id,
        field,
        goes_on,
    })
    .await;
    cx.show(tap, &question(cx, &open, field, goes_on)).await
}

fn question(cx: &Ctx, open: &Open<'_>, field: Field, goes_on: bool) -> crate::bot::screen::Screen {
    let asked = screens::wizard::Question {
        draft: &open.draft,
        kind: open.kind,
        field,
        goes_on,
        files: open.files.len(),
    };
    match field {
        Field::Deadline => {
            let today = time::local_day(cx.app().clock.now(), cx.zone());
            screens::wizard::deadline(cx, &asked, today, open.draft.due_on.unwrap_or(today))
        }
        Field::Subject
        | Field::Topic
        | Field::Details
        | Field::Volume
        | Field::Files
        | Field::Budget => screens::wizard::question(cx, &asked),
    }
}

/// Another month of the calendar.
pub(super) async fn month(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    month: NaiveDate,
    goes_on: bool,
) -> Result<(), Fault> {
    let open = open(cx, id).await?;
    let today = time::local_day(cx.app().clock.now(), cx.zone());
    let asked = screens::wizard::Question {
        draft: &open.draft,
        kind: open.kind,
        field: Field::Deadline,
        goes_on,
        files: open.files.len(),
    };
    // A tap forgets what was awaited, but the day may still be typed.
    cx.expect(StudyState::Answer {
        order: id,
        field: Field::Deadline,
        goes_on,
    })
    .await;
    cx.show(tap, &screens::wizard::deadline(cx, &asked, today, month))
        .await
}

/// A day of the calendar.
pub(super) async fn pick_day(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    day: NaiveDate,
    goes_on: bool,
) -> Result<(), Fault> {
    let open = open(cx, id).await?;
    let answer = Answer::Deadline(Some(day), cx.zone());
    drafts::edit(cx.app(), cx.actor(), id, open.kind, answer)
        .await
        .map_err(fault)?;
    go_on(cx, tap, id, Field::Deadline, goes_on).await
}

/// Leaves an optional question without an answer; after files it goes on with those that came.
pub(super) async fn skip(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    field: Field,
    goes_on: bool,
) -> Result<(), Fault> {
    let open = open(cx, id).await?;
    let answer = match field {
        Field::Subject => Some(Answer::Subject(None)),
        Field::Topic => Some(Answer::Topic(None)),
        Field::Details => Some(Answer::Details(None)),
        Field::Volume => Some(Answer::Volume(None)),
        Field::Budget => Some(Answer::Budget(None)),
        Field::Deadline => Some(Answer::Deadline(None, cx.zone())),
        Field::Files => None,
    };
    if let Some(answer) = answer {
        drafts::edit(cx.app(), cx.actor(), id, open.kind, answer)
            .await
            .map_err(fault)?;
    }
    go_on(cx, tap, id, field, goes_on).await
}

/// The question after this one, or the summary.
async fn go_on(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    after: Field,
    goes_on: bool,
) -> Result<(), Fault> {
    let open = open(cx, id).await?;
    let next = open
        .kind
        .fields
        .asked()
        .map(|(field, _)| field)
        .skip_while(|field| *field != after)
        .nth(1);
    match next {
        Some(field) if goes_on => ask(cx, tap, id, field, true).await,
        _ => summary(cx, tap, id).await,
    }
}

/// What the draft says so far, with a button for each answer.
pub(super) async fn summary(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let open = open(cx, id).await?;
    let screen = screens::wizard::summary(cx, &open.draft, open.kind, open.files.len());
    cx.show(tap, &screen).await
}

/// What was typed or sent for a question.
pub(super) async fn answered(
    cx: &Ctx,
    message: &Message,
    id: OrderId,
    field: Field,
    goes_on: bool,
) -> Result<(), Fault> {
    let open = match open(cx, id).await {
        Ok(open) => open,
        Err(refused) => {
            cx.expect_nothing().await;
            return Err(refused);
        }
    };
    if field == Field::Files {
        return attached(cx, message, &open, goes_on).await;
    }
    let done = match read(cx, message, field) {
        Ok(answer) => drafts::edit(cx.app(), cx.actor(), id, open.kind, answer)
            .await
            .map_err(fault),
        Err(why) => Err(Fault::Refused(why)),
    };
    match done {
        Ok(_) => {
            // Before the next question is asked: it has a state of its own.
            cx.expect_nothing().await;
            go_on(cx, None, id, field, goes_on).await
        }
        Err(why) => cx.ask_again(question(cx, &open, field, goes_on), why).await,
    }
}

/// The answer that a message gives.
fn read(cx: &Ctx, message: &Message, field: Field) -> Result<Answer, Refusal> {
    let because = |id| Refusal {
        id,
        args: Vec::new(),
    };
    let text = message
        .text()
        .ok_or(because("study-error-not-text"))?
        .trim()
        .to_owned();
    Ok(match field {
        Field::Subject => Answer::Subject(Some(text)),
        Field::Topic => Answer::Topic(Some(text)),
        Field::Details => Answer::Details(Some(text)),
        Field::Volume => Answer::Volume(Some(text)),
        Field::Budget => {
            let digits: String = text
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .map(|letter| if letter == ',' { '.' } else { letter })
                .collect();
            let digits = digits.trim_end_matches(['₽', 'р', '.']);
            let money =
                Money::parse(digits, Currency::Rub).or(Err(because("study-error-price")))?;
            Answer::Budget(Some(money.minor()))
        }
        Field::Deadline => {
            let today = time::local_day(cx.app().clock.now(), cx.zone());
            let day = typed_day(&text, today).ok_or(because("study-error-day"))?;
            Answer::Deadline(Some(day), cx.zone())
        }
        Field::Files => return Err(because("study-error-not-file")),
    })
}

/// `25.12.2026`, `25.12.26`, or `25.12` of this or the next year.
fn typed_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.replace(['/', '-', ' '], ".");
    let mut parts = text.split('.').filter(|part| !part.is_empty());
    let day: u32 = parts.next()?.parse().ok()?;
    let month: u32 = parts.next()?.parse().ok()?;
    let year = parts.next().map(str::parse::<i32>);
    if parts.next().is_some() {
        return None;
    }
    match year {
        Some(year) => {
            let year = year.ok()?;
            let year = if year < 100 { 2000 + year } else { year };
            NaiveDate::from_ymd_opt(year, month, day)
        }
        None => [today.year(), today.year() + 1]
            .into_iter()
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|date| *date >= today),
    }
}

/// A file for the brief. An album comes as several messages: each is taken with a mark, and the question
/// stays open for more.
async fn attached(
    cx: &Ctx,
    message: &Message,
    open: &Open<'_>,
    goes_on: bool,
) -> Result<(), Fault> {
    let id = open.draft.id;
    let Some(file) = files::of(message).filter(|file| file.kind.has_caption()) else {
        let why = Fault::refused("study-error-not-file");
        return cx
            .ask_again(question(cx, open, Field::Files, goes_on), why)
            .await;
    };
    match drafts::attach(cx.app(), cx.actor(), id, file).await {
        Ok(count) => {
            files::mark_taken(&cx.app().tg, cx.chat, message.id).await;
            // Of an album only its first message asks again.
            if count == 1 || message.media_group_id().is_none() {
                let open = self::open(cx, id).await?;
                cx.send(&question(cx, &open, Field::Files, goes_on)).await?;
            }
            Ok(())
        }
        Err(error) => {
            cx.ask_again(question(cx, open, Field::Files, goes_on), fault(error))
                .await
        }
    }
}

/// Files of the draft, each with a button that takes it away.
pub(super) async fn files(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let open = open(cx, id).await?;
    cx.show(tap, &screens::wizard::files(cx, id, &open.files))
        .await
}

/// Takes a file from the draft.
pub(super) async fn detach(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    file: AttachmentId,
) -> Result<(), Fault> {
    drafts::detach(cx.app(), cx.actor(), id, file)
        .await
        .map_err(fault)?;
    files(cx, tap, id).await
}

/// Sends the draft.
pub(super) async fn submit(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let (draft, _) = reads::card(cx.app(), cx.me(), &cx.rights, id)
        .await
        .map_err(fault)?;
    let kind = kind(cx, &draft.kind)?;
    match drafts::submit(cx.app(), cx.actor(), id, kind, cx.zone()).await {
        Ok(_) => super::orders::card(cx, tap, id).await,
        Err(StudyError::Missing(field)) => ask(cx, tap, id, field, false).await,
        Err(error) => Err(fault(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let read = |text| typed_day(text, today).map(|day| day.to_string());
        assert_eq!(read("25.12.2026").as_deref(), Some("2026-12-25"));
        assert_eq!(read("5/1/27").as_deref(), Some("2027-01-05"));
        assert_eq!(read("1.12").as_deref(), Some("2026-12-01"));
        assert_eq!(read("01.02").as_deref(), Some("2027-02-01"));
        for nonsense in ["завтра", "32.12", "1", "1.2.3.4", "31.02.2027", ""] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }
}
