//! What an application looks like, to its writer and to staff.

use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        attachment,
        executor::{Model, Status},
        user,
    },
    features::{
        ctx::Ctx,
        desk::callbacks::DeskCallback,
        executors::{
            applications,
            callbacks::{ExecutorsCallback, Field},
            events::Decision,
            staffing::{self, Card},
        },
        menu::MenuCallback,
        users::callbacks::UsersCallback,
    },
};

/// What executors do, with the way in.
#[must_use]
pub fn invitation(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let share = cx.app().config.study.executor_share_percent;
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("executors-begin", args![]),
            &ExecutorsCallback::Begin,
        )])
        .back(tr, &UsersCallback::Profile);
    Screen::new(tr.html("executors-invitation", args![share = share])).with(keyboard)
}

/// The application as it stands: to go on with, to send, or to wait.
#[must_use]
pub fn summary(cx: &Ctx, row: &Model, samples: &[attachment::Model]) -> Screen {
    let tr = &cx.tr;
    let html = match row.status {
        Status::Draft => tr.html("executors-draft", args![]),
        Status::Applied => tr.html(
            "executors-applied",
            args![at = row.applied_at.moment_in(cx.zone())],
        ),
        Status::Refused => tr.html(
            "executors-refused",
            args![reason = row.refusal.clone().unwrap_or_default()],
        ),
        Status::Approved => tr.html("executors-approved", args![number = row.number.to_string()]),
        Status::Paused => tr.html(
            "executors-paused",
            args![reason = row.refusal.clone().unwrap_or_default()],
        ),
    };
    let html = html.paragraph(&fields(tr, row, samples));
    let mut keyboard = Keyboard::new();
    match row.status {
        Status::Draft | Status::Refused => {
            keyboard = if is_complete(row) {
                keyboard.row([button(
                    tr.plain("executors-send", args![]),
                    &ExecutorsCallback::Send,
                )])
            } else {
                keyboard.row([button(
                    tr.plain("executors-go-on", args![]),
                    &ExecutorsCallback::Begin,
                )])
            };
            keyboard = keyboard.grid(
                2,
                Field::ALL.map(|field| {
                    button(
                        tr.plain(&format!("executors-edit-{}", field.word()), args![]),
                        &ExecutorsCallback::Edit(field),
                    )
                }),
            );
        }
        Status::Applied => {}
        Status::Approved | Status::Paused => {
            keyboard = keyboard.row([button(
                tr.plain("menu-work", args![]),
                &ExecutorsCallback::Panel,
            )]);
        }
    }
    Screen::new(html).with(keyboard.back(tr, &UsersCallback::Profile))
}

/// Whether an application may be sent.
#[must_use]
pub const fn is_complete(row: &Model) -> bool {
    !row.subjects.is_empty() && !row.experience.is_empty()
}

fn fields(tr: &Tr, row: &Model, samples: &[attachment::Model]) -> Html {
    let told = |words: &str| {
        if words.is_empty() {
            tr.plain("profile-unset", args![])
        } else {
            words.to_owned()
        }
    };
    tr.html(
        "executors-fields",
        args![
            subjects = told(&row.subjects),
            experience = told(&row.experience),
            samples = samples.len(),
            card = told(row.card_mask.as_deref().unwrap_or_default()),
        ],
    )
}

/// The question for a field.
#[must_use]
pub fn ask(cx: &Ctx, field: Field, is_edit: bool, samples: &[attachment::Model]) -> Screen {
    let tr = &cx.tr;
    let html = match field {
        Field::Subjects => tr.html("executors-ask-subjects", args![]),
        Field::Experience => tr.html("executors-ask-experience", args![]),
        Field::Samples => tr.html(
            "executors-ask-samples",
            args![limit = applications::SAMPLES, count = samples.len()],
        ),
        Field::Card => tr.html("executors-ask-card", args![]),
    };
    let mut keyboard = Keyboard::new();
    if field == Field::Samples {
        let drops = samples.iter().map(|sample| {
            let name = sample
                .name
                .clone()
                .unwrap_or_else(|| tr.plain(&format!("file-{}", sample.kind.word()), args![]));
            button(format!("🗑 {name}"), &ExecutorsCallback::Drop(sample.id))
        });
        keyboard = keyboard.grid(1, drops);
    }
    if !is_edit && matches!(field, Field::Samples | Field::Card) {
        let id = if field == Field::Samples && !samples.is_empty() {
            "executors-next"
        } else {
            "executors-skip"
        };
        keyboard = keyboard.row([button(
            tr.plain(id, args![]),
            &ExecutorsCallback::Next(field),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &ExecutorsCallback::Apply))
}

/// The question for a card in the panel.
#[must_use]
pub fn ask_card(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    Screen::new(tr.html("executors-ask-card", args![]))
        .with(Keyboard::new().back(tr, &ExecutorsCallback::Money))
}

/// "The card •••• 4477 is kept."
#[must_use]
pub fn card_kept(cx: &Ctx, mask: &str) -> Screen {
    Screen::new(cx.tr.html("executors-card-kept", args![card = mask]))
}

/// Somebody applies: to whom it is to decide.
#[must_use]
pub fn applied(tr: &Tr, card: &Card) -> Screen {
    let row = &card.executor.row;
    let html = tr.html(
        "executors-review",
        args![
            name = card.executor.person.full_name(),
            number = row.number.to_string()
        ],
    );
    let html = html.paragraph(&fields(tr, row, &card.samples));
    let id = row.user_id;
    let mut keyboard = Keyboard::new();
    if !card.samples.is_empty() {
        keyboard = keyboard.row([button(
            tr.plain("executors-samples", args![count = card.samples.len()]),
            &ExecutorsCallback::Samples(id),
        )]);
    }
    if row.status == Status::Applied {
        keyboard = keyboard.row([
            button(
                tr.plain("executors-approve", args![]),
                &ExecutorsCallback::Approve(id),
            ),
            button(
                tr.plain("executors-refuse", args![]),
                &ExecutorsCallback::Refuse(id),
            ),
        ]);
    }
    Screen::new(html).with(keyboard)
}

/// An application that was decided, with the decision.
#[must_use]
pub fn reviewed(tr: &Tr, card: &Card) -> Screen {
    let row = &card.executor.row;
    let id = match row.status {
        Status::Approved => "executors-review-approved",
        Status::Refused => "executors-review-refused",
        Status::Paused => "executors-review-paused",
        Status::Draft | Status::Applied => return applied(tr, card),
    };
    let screen = applied(tr, card);
    let html = screen
        .html
        .paragraph(&tr.html(id, args![reason = row.refusal.clone().unwrap_or_default()]));
    let keyboard = screen.keyboard.row([button(
        tr.plain("desk-executor-card", args![]),
        &DeskCallback::Executor(row.user_id),
    )]);
    Screen {
        html,
        keyboard,
        ..screen
    }
}

/// Why is it refused?
#[must_use]
pub fn ask_reason(cx: &Ctx, person: &user::Model) -> Screen {
    let tr = &cx.tr;
    let html = tr.html(
        "executors-ask-reason",
        args![name = person.full_name(), limit = staffing::REASON_LIMIT],
    );
    Screen::new(html).with(Keyboard::new().back(tr, &ExecutorsCallback::Look(person.id)))
}

/// What staff decided, to the one it is about.
#[must_use]
pub fn decided(tr: &Tr, row: &Model, decision: Decision, usual_percent: u32) -> Screen {
    let reason = || row.refusal.clone().unwrap_or_default();
    let html = match decision {
        Decision::Approved => tr.html(
            "executors-news-approved",
            args![number = row.number.to_string()],
        ),
        Decision::Refused => tr.html("executors-news-refused", args![reason = reason()]),
        Decision::Paused => tr.html("executors-news-paused", args![reason = reason()]),
        Decision::Resumed => tr.html("executors-news-resumed", args![]),
        Decision::Limit => tr.html(
            "executors-news-limit",
            args![limit = i64::from(row.limit_in_hand)],
        ),
        Decision::Share => tr.html(
            "executors-news-share",
            args![share = percent(row.share_bp, usual_percent)],
        ),
    };
    let keyboard = match decision {
        Decision::Refused => Keyboard::new().row([button(
            tr.plain("executors-again", args![]),
            &ExecutorsCallback::Apply,
        )]),
        Decision::Approved
        | Decision::Paused
        | Decision::Resumed
        | Decision::Limit
        | Decision::Share => Keyboard::new().row([button(
            tr.plain("menu-work", args![]),
            &ExecutorsCallback::Panel,
        )]),
    };
    Screen::new(html).with(keyboard.row([button(
        tr.plain("common-menu", args![]),
        &MenuCallback::Home,
    )]))
}

/// A share in basis points as per cent: `70`, `72.5`.
#[must_use]
pub fn percent(share_bp: Option<i32>, usual_percent: u32) -> String {
    let Some(bp) = share_bp else {
        return usual_percent.to_string();
    };
    let text = format!("{}.{:02}", bp / 100, bp % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
