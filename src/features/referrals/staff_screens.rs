//! What referrals look like to staff.

use super::{
    applications::{Applicant, REASON_LIMIT},
    callbacks::ReferralsCallback,
    partners::{Card, Month, Partner, SHARE_LIMIT},
    risk::{Level, Note},
    screens::sums,
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::partner_application::Status,
    features::{ctx::Ctx, staff::callbacks::StaffCallback},
    kernel::{page::Page, permission::Permission},
};

/// People who bring others.
#[must_use]
pub fn partners(cx: &Ctx, list: &Page<Partner>, asked: u64) -> Screen {
    let tr = &cx.tr;
    let html = if list.total == 0 {
        tr.html("referrals-partners-none", args![])
    } else {
        tr.html("referrals-partners", args![count = list.total])
    };
    let rows = list.items.iter().map(|partner| {
        button(
            tr.plain(
                "referrals-partner-row",
                args![
                    name = partner.person.full_name(),
                    percent = tr.percent(partner.share_bp),
                    came = partner.came,
                    paid = partner.paid,
                ],
            ),
            &ReferralsCallback::Partner(partner.person.id),
        )
    });
    let asked = (asked > 0 && cx.rights.may(Permission::GrantRoles)).then(|| {
        button(
            tr.plain("referrals-applications-open", args![count = asked]),
            &ReferralsCallback::Applications(0),
        )
    });
    let keyboard = Keyboard::new()
        .row(asked)
        .grid(1, rows)
        .pager(list, ReferralsCallback::Partners)
        .back(tr, &StaffCallback::Panel);
    Screen::new(html).with(keyboard)
}

/// Applications that wait.
#[must_use]
pub fn applications(cx: &Ctx, list: &Page<Applicant>) -> Screen {
    let tr = &cx.tr;
    let html = tr.html("referrals-applications", args![count = list.total]);
    let rows = list.items.iter().map(|one| {
        button(
            format!(
                "{} · {}",
                one.person.full_name(),
                one.row.applied_at.day_in(cx.zone())
            ),
            &ReferralsCallback::Application(one.row.user_id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(list, ReferralsCallback::Applications)
        .back(tr, &ReferralsCallback::Partners(0));
    Screen::new(html).with(keyboard)
}

/// One application, with what can be done about it while it waits.
#[must_use]
pub fn application(cx: &Ctx, one: &Applicant) -> Screen {
    let tr = &cx.tr;
    let (id, row) = (one.row.user_id, &one.row);
    let mut html = applicant(tr, one).line(&tr.html(
        "referrals-applied",
        args![at = row.applied_at.moment_in(cx.zone())],
    ));
    let mut keyboard = Keyboard::new();
    match row.status {
        Status::Applied => {
            keyboard = keyboard.row([
                button(
                    tr.plain("referrals-approve", args![]),
                    &ReferralsCallback::Approve(id, row.applied_at),
                ),
                button(
                    tr.plain("referrals-refuse", args![]),
                    &ReferralsCallback::Refuse(id, row.applied_at),
                ),
            ]);
        }
        Status::Approved => html = html.paragraph(&tr.html("referrals-was-approved", args![])),
        Status::Refused => {
            let reason = row.refusal.as_deref().unwrap_or_default();
            let refused = tr.html("referrals-was-refused", args![reason = reason]);
            html = html.paragraph(&refused);
        }
        Status::Withdrawn => html = html.paragraph(&tr.html("referrals-was-withdrawn", args![])),
    }
    let keyboard = keyboard
        .row([button(
            tr.plain("referrals-person", args![]),
            &StaffCallback::Card(id),
        )])
        .back(tr, &ReferralsCallback::Applications(0));
    Screen::new(html).with(keyboard)
}

fn applicant(tr: &Tr, one: &Applicant) -> Html {
    tr.html(
        "referrals-application",
        args![
            name = one.person.full_name(),
            id = one.row.user_id.to_string(),
            text = one.row.about.as_str(),
            came = one.came,
            paid = one.paid,
        ],
    )
}

/// The notice that somebody applied.
#[must_use]
pub fn applied(tr: &Tr, one: &Applicant) -> Screen {
    let html = tr
        .html("referrals-news-applied", args![])
        .paragraph(&applicant(tr, one));
    let keyboard = Keyboard::new().row([button(
        tr.plain("referrals-open-application", args![]),
        &ReferralsCallback::Application(one.row.user_id),
    )]);
    Screen::new(html).with(keyboard)
}

/// The question why an application is refused.
#[must_use]
pub fn ask_refusal(tr: &Tr, one: &Applicant) -> Screen {
    let html = tr.html(
        "referrals-ask-refusal",
        args![name = one.person.full_name(), limit = REASON_LIMIT],
    );
    let back = ReferralsCallback::Application(one.row.user_id);
    Screen::new(html).with(Keyboard::new().back(tr, &back))
}

/// One of them, month by month.
#[must_use]
pub fn partner(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let partner = &card.partner;
    let id = partner.person.id;
    let share = if partner.has_own_share {
        tr.html(
            "referrals-share-own",
            args![percent = tr.percent(partner.share_bp)],
        )
    } else {
        tr.html(
            "referrals-share-common",
            args![percent = tr.percent(partner.share_bp)],
        )
    };
    let mut html = tr
        .html(
            "referrals-partner",
            args![
                name = partner.person.full_name(),
                id = id.to_string(),
                came = partner.came,
                paid = partner.paid,
            ],
        )
        .line(&share);
    let months = card
        .months
        .iter()
        .map(|month| month_line(tr, month))
        .fold(Html::default(), |lines, line| lines.line(&line));
    html = html.paragraph(&months).paragraph(&risk(tr, card));
    let reset = partner.has_own_share.then(|| {
        button(
            tr.plain("referrals-reset-share", args![]),
            &ReferralsCallback::ResetShare(id),
        )
    });
    let keyboard = Keyboard::new()
        .row(
            [button(
                tr.plain("referrals-set-share", args![]),
                &ReferralsCallback::AskShare(id),
            )]
            .into_iter()
            .chain(reset),
        )
        .row([button(
            tr.plain("referrals-gains", args![]),
            &ReferralsCallback::PartnerGains(id, 0),
        )])
        .row([button(
            tr.plain("referrals-person", args![]),
            &StaffCallback::Card(id),
        )])
        .back(tr, &ReferralsCallback::Partners(0));
    Screen::new(html).with(keyboard)
}

fn month_line(tr: &Tr, month: &Month) -> Html {
    let earned = sums(tr, &month.earned);
    tr.html(
        "referrals-month",
        args![
            month = month.first.format("%m.%Y").to_string(),
            came = month.came,
            paid = month.paid,
            earned = earned,
        ],
    )
}

fn risk(tr: &Tr, card: &Card) -> Html {
    let risk = &card.risk;
    let level = match risk.level() {
        Level::Calm => "referrals-risk-calm",
        Level::Look => "referrals-risk-look",
        Level::Ask => "referrals-risk-ask",
    };
    let title = tr.html(level, args![score = risk.score]);
    risk.notes
        .iter()
        .map(|note| match *note {
            Note::OwnWork(count) => tr.html("referrals-note-own-work", args![count = count]),
            Note::Burst(count) => tr.html("referrals-note-burst", args![count = count]),
            Note::OnePayer(count) => tr.html("referrals-note-one-payer", args![count = count]),
            Note::NothingFinished(count) => {
                tr.html("referrals-note-unfinished", args![count = count])
            }
            Note::IncomeWithoutActivity => tr.html("referrals-note-quiet", args![]),
        })
        .fold(title, |html, note| html.line(&note))
}

/// The question for a share.
#[must_use]
pub fn ask_share(cx: &Ctx, partner: &Partner) -> Screen {
    let html = cx.tr.html(
        "referrals-ask-share",
        args![
            name = partner.person.full_name(),
            percent = cx.tr.percent(partner.share_bp),
            limit = SHARE_LIMIT / 100,
        ],
    );
    let back = ReferralsCallback::Partner(partner.person.id);
    Screen::new(html).with(Keyboard::new().back(&cx.tr, &back))
}
