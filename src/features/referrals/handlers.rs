//! Referrals in the bot.

use teloxide::types::{InputFile, Message};

use super::{
    applications::{self, Applicant, ApplicationError, Which},
    balance,
    callbacks::ReferralsCallback,
    codes, gains,
    partners::{self, PartnerError},
    picture, screens, staff_screens,
    state::ReferralsState,
};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        screen::{Media, Screen},
        tap::Tap,
    },
    entity::{
        partner_application,
        payout::{self, Purpose},
    },
    features::{
        ctx::Ctx,
        ledger::{self, Account},
        payments::{
            self, asking,
            error::PayError,
            payouts::{self, Asked},
            reads::PayoutFilter,
        },
    },
    kernel::{
        ids::UserId,
        money::{Currency, Money},
        permission::Role,
    },
};

const PAGE: u64 = 8;

/// A tap on a button of referrals.
pub async fn tapped(cx: Ctx, tap: Tap, callback: ReferralsCallback) -> Result<(), Fault> {
    let tap = Some(&tap);
    match callback {
        ReferralsCallback::Open => open(&cx, tap).await,
        ReferralsCallback::Picture => show_picture(&cx, tap).await,
        ReferralsCallback::History(page) => {
            let bonuses = balance::history(&cx.app().db, cx.me(), page, PAGE).await?;
            cx.show(tap, &screens::history(&cx, &bonuses)).await
        }
        ReferralsCallback::Gains(back) => {
            let gains = gains::of(cx.app(), cx.me(), cx.zone(), back).await?;
            cx.show(tap, &screens::gains(&cx.tr, &gains, None)).await
        }
        ReferralsCallback::Withdraw(currency) => {
            let available = available(&cx, currency).await?;
            let minor = available.minor();
            if minor < cx.app().config.payouts.minimum(currency) {
                return Err(asking::fault(PayError::NotEnough));
            }
            cx.expect(ReferralsState::Card { minor, currency }).await;
            cx.show(tap, &screens::ask_card(&cx, available)).await
        }
        ReferralsCallback::Payouts => {
            let payouts = payouts_of(&cx).await?;
            cx.show(tap, &screens::payouts(&cx, &payouts)).await
        }
        ReferralsCallback::TakeBack(payout) => {
            payouts::withdraw(cx.app(), cx.actor(), &cx.rights, payout)
                .await
                .map_err(asking::fault)?;
            open(&cx, tap).await
        }
        ReferralsCallback::Partners(page) => {
            let list = partners::list(cx.app(), &cx.rights, page, PAGE)
                .await
                .map_err(fault)?;
            let asked = applications::count(cx.app()).await?;
            cx.show(tap, &staff_screens::partners(&cx, &list, asked))
                .await
        }
        ReferralsCallback::Apply => application(&cx, tap).await,
        ReferralsCallback::Unapply => {
            applications::withdraw(cx.app(), cx.actor())
                .await
                .map_err(application_fault)?;
            open(&cx, tap).await
        }
        ReferralsCallback::Applications(page) => asked(&cx, tap, page).await,
        ReferralsCallback::Application(user) => {
            let one = applicant(&cx, user).await?;
            cx.show(tap, &staff_screens::application(&cx, &one)).await
        }
        ReferralsCallback::Approve(user, applied_at) => {
            approve(&cx, tap, Which { user, applied_at }).await
        }
        ReferralsCallback::Refuse(user, applied_at) => {
            let one = applicant(&cx, user).await?;
            let waits = one.row.status == partner_application::Status::Applied;
            if !waits || one.row.applied_at != applied_at {
                return Err(application_fault(ApplicationError::Moved));
            }
            cx.expect(ReferralsState::Refusal { user, applied_at })
                .await;
            cx.show(tap, &staff_screens::ask_refusal(&cx.tr, &one))
                .await
        }
        ReferralsCallback::Partner(user) => card(&cx, tap, user).await,
        ReferralsCallback::PartnerGains(user, back) => {
            let partner = partners::find(cx.app(), &cx.rights, user)
                .await
                .map_err(fault)?;
            let gains = gains::of(cx.app(), user, cx.zone(), back).await?;
            cx.show(tap, &screens::gains(&cx.tr, &gains, Some(&partner)))
                .await
        }
        ReferralsCallback::AskShare(user) => {
            let partner = partners::card(cx.app(), &cx.rights, user, cx.zone())
                .await
                .map_err(fault)?;
            cx.expect(ReferralsState::Share { user }).await;
            cx.show(tap, &staff_screens::ask_share(&cx, &partner.partner))
                .await
        }
        ReferralsCallback::ResetShare(user) => {
            partners::set_share(cx.app(), cx.actor(), &cx.rights, user, None)
                .await
                .map_err(fault)?;
            card(&cx, tap, user).await
        }
    }
}

/// The page with the link.
pub async fn open(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let overview = balance::overview(cx.app(), cx.me()).await?;
    let link = link(cx, &overview.code).await?;
    let payouts = payouts_of(cx).await?;
    let screen = screens::invite(cx, &link, &overview, &payouts);
    cx.show(tap, &screen).await
}

/// What is asked of somebody who wants to be a partner, or how their application stands.
async fn application(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    if cx.rights.has(Role::Partner) {
        return Err(application_fault(ApplicationError::Partner));
    }
    let row = applications::mine(&cx.app().db, cx.me()).await?;
    let now = cx.app().clock.now();
    let may_apply = match &row {
        None => true,
        Some(row) => applications::again_at(row).is_some_and(|again| again <= now),
    };
    if may_apply {
        cx.expect(ReferralsState::About).await;
    }
    cx.show(tap, &screens::application(cx, row.as_ref())).await
}

/// Somebody wants to be a partner, and said why.
async fn about_typed(cx: &Ctx, words: &str) -> Result<(), Fault> {
    match applications::apply(cx.app(), cx.actor(), &cx.rights, words).await {
        Ok(()) => {
            application(cx, None).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ ApplicationError::BadText(_)) => {
            let row = applications::mine(&cx.app().db, cx.me()).await?;
            let question = screens::application(cx, row.as_ref());
            cx.ask_again(question, application_fault(error)).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(application_fault(error))
        }
    }
}

/// Applications that wait.
async fn asked(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    let list = applications::waiting(cx.app(), &cx.rights, page, PAGE)
        .await
        .map_err(application_fault)?;
    cx.show(tap, &staff_screens::applications(cx, &list)).await
}

async fn applicant(cx: &Ctx, user: UserId) -> Result<Applicant, Fault> {
    applications::card(cx.app(), &cx.rights, user)
        .await
        .map_err(application_fault)
}

/// Makes an applicant a partner, and shows them as one: their share is set there.
async fn approve(cx: &Ctx, tap: Option<&Tap>, which: Which) -> Result<(), Fault> {
    match applications::approve(cx.app(), cx.actor(), &cx.rights, which).await {
        Ok(()) => card(cx, tap, which.user).await,
        Err(error) => Err(application_fault(error)),
    }
}

/// Why an application is refused.
async fn refusal_typed(cx: &Ctx, which: Which, reason: &str) -> Result<(), Fault> {
    match applications::refuse(cx.app(), cx.actor(), &cx.rights, which, reason).await {
        Ok(()) => {
            let one = applicant(cx, which.user).await?;
            cx.send(&staff_screens::application(cx, &one)).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ ApplicationError::BadText(_)) => {
            let one = applicant(cx, which.user).await?;
            let question = staff_screens::ask_refusal(&cx.tr, &one);
            cx.ask_again(question, application_fault(error)).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(application_fault(error))
        }
    }
}

fn application_fault(error: ApplicationError) -> Fault {
    match error {
        ApplicationError::NotAllowed => Fault::refused("common-not-allowed"),
        ApplicationError::Partner => Fault::refused("referrals-error-partner"),
        ApplicationError::Gone => Fault::refused("common-gone"),
        ApplicationError::Waits => Fault::refused("referrals-error-waits"),
        ApplicationError::TooSoon(_) => Fault::refused("referrals-error-soon"),
        ApplicationError::Moved => Fault::refused("referrals-error-decided"),
        ApplicationError::BadText(limit) => Fault::Refused(Refusal {
            id: "referrals-error-text",
            args: args![limit = limit],
        }),
        ApplicationError::Database(error) => error.into(),
    }
}

/// Bonuses that may be paid out.
async fn available(cx: &Ctx, currency: Currency) -> Result<Money, Fault> {
    let account = Account::BonusAvailable(cx.me());
    Ok(ledger::owed(&cx.app().db, account, currency).await?)
}

/// The latest payouts of bonuses, newest first.
async fn payouts_of(cx: &Ctx) -> Result<Vec<payout::Model>, Fault> {
    let filter = PayoutFilter {
        owner: Some(cx.me()),
        purpose: Some(Purpose::Bonus),
        ..PayoutFilter::default()
    };
    payments::reads::payout_list(cx.app(), cx.me(), &cx.rights, filter, None, PAGE)
        .await
        .map_err(asking::fault)
}

/// The card that was typed: the payout of what was shown is asked for.
async fn card_typed(cx: &Ctx, message: &Message, money: Money) -> Result<(), Fault> {
    let asked = Asked {
        purpose: Purpose::Bonus,
        money,
        card: asking::card(cx, message).await?,
    };
    match payouts::ask(cx.app(), cx.actor(), &cx.rights, asked).await {
        Ok(_) => {}
        Err(error) => {
            cx.expect_nothing().await;
            return Err(asking::fault(error));
        }
    }
    open(cx, None).await?;
    cx.expect_nothing().await;
    Ok(())
}

async fn show_picture(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let overview = balance::overview(cx.app(), cx.me()).await?;
    let link = link(cx, &overview.code).await?;
    let file = picture::qr(&link).map_err(|error| Fault::Broken(error.into()))?;
    let photo = InputFile::memory(file).file_name("invitation.png");
    let screen = screens::picture(cx, &link).with_media(Media::Photo(photo));
    cx.show(tap, &screen).await
}

async fn link(cx: &Ctx, code: &str) -> Result<String, Fault> {
    Ok(cx.app().deep_link(&codes::payload(code)).await?)
}

/// Whether a code is the person's own: a link of one's own opens the page that it stands on.
pub async fn is_own(cx: &Ctx, code: &str) -> Result<bool, Fault> {
    Ok(codes::owner_of(&cx.app().db, code).await? == Some(cx.me()))
}

async fn card(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let card = partners::card(cx.app(), &cx.rights, user, cx.zone())
        .await
        .map_err(fault)?;
    cx.show(tap, &staff_screens::partner(cx, &card)).await
}

/// What was typed.
pub async fn typed(cx: Ctx, message: Message, state: ReferralsState) -> Result<(), Fault> {
    match state {
        ReferralsState::Card { minor, currency } => {
            card_typed(&cx, &message, Money::new(minor, currency)).await
        }
        ReferralsState::About => about_typed(&cx, message.text().unwrap_or_default()).await,
        ReferralsState::Refusal { user, applied_at } => {
            let which = Which { user, applied_at };
            refusal_typed(&cx, which, message.text().unwrap_or_default()).await
        }
        ReferralsState::Share { user } => share_typed(cx, message, user).await,
    }
}

/// A share that staff typed.
async fn share_typed(cx: Ctx, message: Message, user: UserId) -> Result<(), Fault> {
    let text = message.text().unwrap_or_default();
    let done = match partners::read_share(text) {
        Ok(share) => partners::set_share(cx.app(), cx.actor(), &cx.rights, user, Some(share)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            card(&cx, None, user).await?;
            // Last: an answer that did not go out is repeated with the whole update.
            cx.expect_nothing().await;
            Ok(())
        }
        Err(PartnerError::NoShare) => {
            let partner = partners::card(cx.app(), &cx.rights, user, cx.zone())
                .await
                .map_err(fault)?;
            let screen = staff_screens::ask_share(&cx, &partner.partner);
            let html = cx
                .tr
                .html("referrals-error-share", limit())
                .paragraph(&screen.html);
            cx.send(&Screen { html, ..screen }).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

fn limit() -> crate::bot::texts::Args {
    args![limit = partners::SHARE_LIMIT / 100]
}

fn fault(error: PartnerError) -> Fault {
    match error {
        PartnerError::NotAllowed => Fault::refused("common-not-allowed"),
        PartnerError::NoSuchPerson => Fault::refused("staff-error-gone"),
        PartnerError::NoShare => Fault::Refused(Refusal {
            id: "referrals-error-share",
            args: limit(),
        }),
        PartnerError::Database(error) => error.into(),
    }
}
