//! Buttons of referrals.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::{
        ids::{PayoutId, UserId},
        money::Currency,
        time::Timestamp,
    },
};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferralsCallback {
    /// The page with the link.
    Open,
    /// The link as a picture.
    Picture,
    /// One's bonuses, this page.
    History(u32),
    /// What the link brought so many months ago.
    Gains(u32),
    /// Pay the bonuses of a currency out: to which card?
    Withdraw(Currency),
    /// One's payouts of bonuses.
    Payouts,
    /// Take a request for it back.
    TakeBack(PayoutId),
    /// Ask to be a partner, or how that stands.
    Apply,
    /// Take one's application back.
    Unapply,
    /// Staff: partners, this page.
    Partners(u32),
    /// Staff: one of them.
    Partner(UserId),
    /// Staff: what their link brought so many months ago.
    PartnerGains(UserId, u32),
    /// Staff: applications that wait, this page.
    Applications(u32),
    /// Staff: one of them.
    Application(UserId),
    /// Staff: make them a partner, by the application from then.
    Approve(UserId, Timestamp),
    /// Staff: refuse the application from then, with a reason.
    Refuse(UserId, Timestamp),
    /// Staff: type a share.
    AskShare(UserId),
    /// Staff: the share of the configuration again.
    ResetShare(UserId),
}

impl ReferralsCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let user = UserId(i64::MAX);
        vec![
            Self::Open,
            Self::Picture,
            Self::History(u32::MAX),
            Self::Gains(u32::MAX),
            Self::Withdraw(Currency::Rub),
            Self::Withdraw(Currency::Uzs),
            Self::Payouts,
            Self::TakeBack(PayoutId(i64::MAX)),
            Self::Apply,
            Self::Unapply,
            Self::Applications(u32::MAX),
            Self::Application(user),
            Self::Approve(user, Timestamp(i64::MAX)),
            Self::Refuse(user, Timestamp(i64::MAX)),
            Self::Partners(u32::MAX),
            Self::Partner(user),
            Self::PartnerGains(user, u32::MAX),
            Self::AskShare(user),
            Self::ResetShare(user),
        ]
    }
}

impl Callback for ReferralsCallback {
    const TAG: &'static str = "r1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Open => to.word("open"),
            Self::Picture => to.word("picture"),
            Self::History(page) => to.word("history").int((*page).into()),
            Self::Gains(back) => to.word("gains").int((*back).into()),
            Self::Withdraw(currency) => to.word(match currency {
                Currency::Rub => "withdraw",
                Currency::Uzs => "withdraw-uzs",
            }),
            Self::Payouts => to.word("payouts"),
            Self::TakeBack(payout) => to.word("back").int(payout.0),
            Self::Apply => to.word("apply"),
            Self::Unapply => to.word("unapply"),
            Self::Applications(page) => to.word("asked").int((*page).into()),
            Self::Application(user) => to.word("asks").int(user.0),
            Self::Approve(user, at) => to.word("approve").int(user.0).int(at.0),
            Self::Refuse(user, at) => to.word("refuse").int(user.0).int(at.0),
            Self::Partners(page) => to.word("partners").int((*page).into()),
            Self::Partner(user) => to.word("partner").int(user.0),
            Self::PartnerGains(user, back) => to.word("theirs").int(user.0).int((*back).into()),
            Self::AskShare(user) => to.word("share").int(user.0),
            Self::ResetShare(user) => to.word("reset").int(user.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let user = |from: &mut Reader<'_>| from.int().map(UserId);
        Ok(match action {
            "open" => Self::Open,
            "picture" => Self::Picture,
            "history" => Self::History(from.int()?),
            "gains" => Self::Gains(from.int()?),
            "withdraw" => Self::Withdraw(Currency::Rub),
            "withdraw-uzs" => Self::Withdraw(Currency::Uzs),
            "payouts" => Self::Payouts,
            "back" => Self::TakeBack(PayoutId(from.int()?)),
            "apply" => Self::Apply,
            "unapply" => Self::Unapply,
            "asked" => Self::Applications(from.int()?),
            "asks" => Self::Application(user(from)?),
            "approve" => Self::Approve(user(from)?, from.int().map(Timestamp)?),
            "refuse" => Self::Refuse(user(from)?, from.int().map(Timestamp)?),
            "partners" => Self::Partners(from.int()?),
            "partner" => Self::Partner(user(from)?),
            "theirs" => Self::PartnerGains(user(from)?, from.int()?),
            "share" => Self::AskShare(user(from)?),
            "reset" => Self::ResetShare(user(from)?),
            _ => return Err(Malformed),
        })
    }
}
