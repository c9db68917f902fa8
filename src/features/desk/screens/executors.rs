//! Executors as staff sees them.

use super::{clip, executor_name, percent, rating};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::executor::{Model, Status},
    features::{
        ctx::Ctx,
        desk::callbacks::{DeskCallback, Part, Sight, Whose},
        executors::{
            callbacks::ExecutorsCallback,
            staffing::{Card, Executor, LIMIT, REASON_LIMIT},
        },
        staff::callbacks::StaffCallback,
    },
    kernel::{ids::UserId, page::Page, permission::Permission},
};

/// States in the order in which staff looks at them; who writes an application is nobody's business.
const SHOWN: [Status; 4] = [
    Status::Applied,
    Status::Approved,
    Status::Paused,
    Status::Refused,
];

fn status(tr: &Tr, status: Status) -> String {
    tr.plain(&format!("desk-executor-status-{}", status.word()), args![])
}

/// Executors, this page.
#[must_use]
pub fn list(cx: &Ctx, wanted: Option<Status>, found: &Page<Executor>) -> Screen {
    let tr = &cx.tr;
    let filter = match wanted {
        Some(wanted) => status(tr, wanted),
        None => tr.plain("desk-any-status", args![]),
    };
    let mut html = tr.html(
        "desk-executors-title",
        args![filter = filter, count = found.total],
    );
    if found.total == 0 {
        html = html.paragraph(&tr.html("desk-executors-none", args![]));
    }
    let rows = found.items.iter().map(|executor| {
        let row = &executor.row;
        button(
            format!(
                "{} · {}/{} · {} · {}",
                executor_name(tr, (row, &executor.person)),
                row.in_hand,
                row.limit_in_hand,
                rating(tr, row),
                status(tr, row.status)
            ),
            &DeskCallback::Executor(row.user_id),
        )
    });
    let any = button(
        tr.plain("desk-any-status", args![]),
        &DeskCallback::Executors(None, 0),
    );
    let filters =
        SHOWN.map(|state| button(status(tr, state), &DeskCallback::Executors(Some(state), 0)));
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(found, |page| DeskCallback::Executors(wanted, page))
        .row([any])
        .grid(2, filters)
        .back(tr, &DeskCallback::Home);
    Screen::new(html).with(keyboard)
}

/// An executor or an applicant.
#[must_use]
pub fn card(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let row = &card.executor.row;
    let usual = cx.app().config.study.executor_share_percent;
    let share = match row.share_bp {
        Some(bp) => tr.plain("desk-percent", args![percent = percent(tr, bp.into())]),
        None => tr.plain("desk-usual-share", args![percent = usual.to_string()]),
    };
    let mut html = tr.html(
        "desk-executor",
        args![
            name = executor_name(tr, (row, &card.executor.person)),
            status = status(tr, row.status),
            applied = row.applied_at.day_in(cx.zone()),
            hand = i64::from(row.in_hand),
            limit = i64::from(row.limit_in_hand),
            rating = rating(tr, row),
            reviews = i64::from(row.stars_count),
            completed = card.completed,
            share = share,
        ],
    );
    html = html.paragraph(&tr.html(
        "desk-executor-words",
        args![
            subjects = clip(&row.subjects, 800),
            experience = clip(&row.experience, 1500)
        ],
    ));
    if let Some(reason) = &row.refusal {
        html = html.paragraph(&tr.html("desk-executor-reason", args![text = clip(reason, 500)]));
    }
    Screen::new(html).with(keyboard(cx, card))
}

fn keyboard(cx: &Ctx, card: &Card) -> Keyboard {
    let tr = &cx.tr;
    let row = &card.executor.row;
    let user = row.user_id;
    let label = |id: &str| tr.plain(id, args![]);
    let samples = (!card.samples.is_empty()).then(|| {
        button(
            tr.plain("desk-samples", args![count = card.samples.len()]),
            &ExecutorsCallback::Samples(user),
        )
    });
    let history = button(
        label("desk-executor-orders"),
        &DeskCallback::List(
            Sight {
                whose: Whose::Executor(user),
                ..Sight::default()
            },
            Part::Top,
        ),
    );
    let mut keyboard = Keyboard::new().row(samples);
    keyboard = match row.status {
        Status::Draft | Status::Refused => keyboard,
        Status::Applied => keyboard.row([
            button(label("desk-approve"), &DeskCallback::Approve(user)),
            button(label("desk-refuse"), &DeskCallback::Refuse(user)),
        ]),
        Status::Approved | Status::Paused => {
            let door = if row.status == Status::Approved {
                button(label("desk-pause"), &DeskCallback::Pause(user))
            } else {
                button(label("desk-resume"), &DeskCallback::Resume(user))
            };
            keyboard.row([history]).row([door]).row([
                button(label("desk-limit"), &DeskCallback::Limit(user)),
                button(label("desk-share"), &DeskCallback::Share(user)),
            ])
        }
    };
    let person = cx
        .rights
        .may(Permission::FindUsers)
        .then(|| button(label("desk-person-card"), &StaffCallback::Card(user)));
    keyboard
        .row(person)
        .back(tr, &DeskCallback::Executors(None, 0))
}

/// Why is somebody refused or paused?
#[must_use]
pub fn ask_reason(cx: &Ctx, card: &Card, id: &str) -> Screen {
    let tr = &cx.tr;
    let row = &card.executor.row;
    let html = tr.html(
        id,
        args![
            name = executor_name(tr, (row, &card.executor.person)),
            limit = REASON_LIMIT
        ],
    );
    Screen::new(html).with(back(cx, row.user_id))
}

/// How many orders in hand?
#[must_use]
pub fn ask_limit(cx: &Ctx, row: &Model) -> Screen {
    let html = cx.tr.html(
        "desk-ask-limit",
        args![now = i64::from(row.limit_in_hand), limit = i64::from(LIMIT)],
    );
    Screen::new(html).with(back(cx, row.user_id))
}

/// How large a share?
#[must_use]
pub fn ask_share(cx: &Ctx, row: &Model) -> Screen {
    let tr = &cx.tr;
    let usual = cx.app().config.study.executor_share_percent;
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("desk-usual-share", args![percent = usual.to_string()]),
            &DeskCallback::ShareUsual(row.user_id),
        )])
        .back(tr, &DeskCallback::Executor(row.user_id));
    Screen::new(tr.html("desk-ask-share", args![])).with(keyboard)
}

fn back(cx: &Ctx, user: UserId) -> Keyboard {
    Keyboard::new().back(&cx.tr, &DeskCallback::Executor(user))
}
