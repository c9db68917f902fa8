//! The money of agencies.

use teloxide::types::{InputFile, Message};

use super::fault;
use crate::{
    args,
    bot::{
        calendar::month_name,
        fault::{Fault, Refusal},
        screen::{Media, Screen},
        tap::Tap,
    },
    features::{
        ctx::Ctx,
        desk::amounts,
        ledger::{self, Account},
        payments::{
            asking,
            error::PayError,
            payouts::{self, AgencyAsked},
        },
        tours::{
            agencies,
            callbacks::{AgencyMoneyCallback, Month, Paper},
            error::ToursError,
            files,
            screens::money::{self as screens, Page},
            state::ToursState,
            statements::{self, Statement},
        },
    },
    kernel::{
        bank::{BankDetails, BankError, LIMIT},
        ids::AgencyId,
        money::{Currency, Money},
        permission::Permission,
    },
};

/// Payouts that are shown.
const LATEST: u64 = 5;

/// A tap on a button of the money of agencies.
pub async fn money_tapped(cx: Ctx, tap: Tap, callback: AgencyMoneyCallback) -> Result<(), Fault> {
    use AgencyMoneyCallback as C;
    let (cx, tap) = (&cx, Some(&tap));
    match callback {
        C::Open(agency) => open(cx, tap, agency).await,
        C::Withdraw(agency, currency) => {
            may_see(cx, agency)?;
            let owed = balance(cx, agency, currency).await?;
            if owed.minor() < cx.app().config.payouts.minimum(currency) {
                return Err(asking::fault(PayError::NotEnough));
            }
            let minor = owed.minor();
            cx.expect(ToursState::Account {
                agency,
                minor,
                currency,
            })
            .await;
            cx.show(tap, &screens::ask_account(&cx.tr, agency, owed))
                .await
        }
        C::TakeBack(agency, payout) => {
            payouts::withdraw(cx.app(), cx.actor(), &cx.rights, payout)
                .await
                .map_err(asking::fault)?;
            open(cx, tap, agency).await
        }
        C::Month(agency, month) => {
            let statement = statement(cx, agency, month).await?;
            cx.show(tap, &screens::statement(cx, &statement)).await
        }
        C::Paper(agency, month, currency, paper) => {
            let statement = statement(cx, agency, month).await?;
            let table = files::statement(
                &cx.tr,
                cx.app().config.tours.time_zone,
                &statement,
                currency,
            );
            let file = table.and_then(|table| match paper {
                Paper::Xlsx => table.xlsx(),
                Paper::Csv => table.csv(cx.tr.lang()),
            });
            let bytes = file.map_err(|error| Fault::Broken(error.into()))?;
            let name = format!(
                "agency-{agency}-{}-{}.{}",
                statement.month.format("%Y-%m"),
                currency.code().to_lowercase(),
                paper.word()
            );
            let document = InputFile::memory(bytes).file_name(name);
            let html = cx.tr.html(
                "agency-statement-sent",
                args![month = month_name(&cx.tr, statement.month)],
            );
            let screen = Screen::new(html).with_media(Media::Document(document));
            cx.send(&screen).await?;
            if let Some(tap) = tap {
                tap.finish().await;
            }
            Ok(())
        }
        C::Receive(agency, currency) => {
            decides(cx)?;
            cx.expect(ToursState::Received { agency, currency }).await;
            cx.show(tap, &screens::ask_received(&cx.tr, agency)).await
        }
    }
}

/// Managers see their agency's money, and staff that decides about money sees everybody's.
fn may_see(cx: &Ctx, agency: AgencyId) -> Result<(), Fault> {
    if cx.rights.may(Permission::DecideMoney) {
        return Ok(());
    }
    crate::features::tours::require(&cx.rights, agency).map_err(fault)
}

async fn statement(cx: &Ctx, agency: AgencyId, month: Month) -> Result<Statement, Fault> {
    let first = month.first().ok_or_else(|| fault(ToursError::BadDates))?;
    statements::of(cx.app(), &cx.rights, agency, first)
        .await
        .map_err(fault)
}

fn decides(cx: &Ctx) -> Result<(), Fault> {
    if cx.rights.may(Permission::DecideMoney) {
        Ok(())
    } else {
        Err(Fault::refused("common-not-allowed"))
    }
}

/// What we owe an agency; negative: what it owes us.
async fn balance(cx: &Ctx, agency: AgencyId, currency: Currency) -> Result<Money, Fault> {
    Ok(ledger::owed(&cx.app().db, Account::AgencyPayable(agency), currency).await?)
}

async fn open(cx: &Ctx, tap: Option<&Tap>, id: AgencyId) -> Result<(), Fault> {
    may_see(cx, id)?;
    let agency = agencies::find(&cx.app().db, id).await.map_err(fault)?;
    let mut balances = Vec::new();
    for currency in [Currency::Rub, Currency::Uzs] {
        balances.push(balance(cx, id, currency).await?);
    }
    let page = Page {
        agency,
        balances,
        payouts: payouts::of_agency(&cx.app().db, id, LATEST).await?,
        may_ask: cx.rights.manages(id),
        may_receive: cx.rights.may(Permission::DecideMoney),
    };
    cx.show(tap, &screens::open(cx, &page)).await
}

/// The account that was typed: the payout of what was shown is asked for.
pub(super) async fn account_typed(
    cx: &Ctx,
    message: &Message,
    agency: AgencyId,
    money: Money,
) -> Result<(), Fault> {
    asking::take_out(cx, message).await;
    let account = match BankDetails::parse(message.text().unwrap_or_default()) {
        Ok(account) => account,
        Err(error) => {
            let why = match error {
                BankError::NoAccount => Fault::refused("agency-error-account"),
                BankError::Length => {
                    Fault::refused_with("agency-error-account-long", args![limit = LIMIT])
                }
            };
            let question = screens::ask_account(&cx.tr, agency, money);
            return cx.ask_again(question, why).await;
        }
    };
    let asked = AgencyAsked {
        agency,
        money,
        account,
    };
    let done = payouts::ask_for_agency(cx.app(), cx.actor(), &cx.rights, asked).await;
    if let Err(error) = done {
        cx.expect_nothing().await;
        return Err(asking::fault(error));
    }
    open(cx, None, agency).await?;
    cx.expect_nothing().await;
    Ok(())
}

/// How much commission came.
pub(super) async fn received(
    cx: &Ctx,
    agency: AgencyId,
    currency: Currency,
    words: &str,
) -> Result<(), Fault> {
    decides(cx)?;
    let Some(money) = amounts::typed(words, currency).filter(|money| money.is_positive()) else {
        let question = screens::ask_received(&cx.tr, agency);
        let why = Fault::refused("agency-error-received");
        return cx.ask_again(question, why).await;
    };
    let minor = money.minor();
    cx.expect(ToursState::Reference {
        agency,
        minor,
        currency,
    })
    .await;
    cx.send(&screens::ask_reference(&cx.tr, agency, money))
        .await
}

/// By which transfer.
pub(super) async fn referenced(
    cx: &Ctx,
    agency: AgencyId,
    money: Money,
    words: &str,
) -> Result<(), Fault> {
    match payouts::receive(cx.app(), cx.actor(), &cx.rights, agency, money, words).await {
        Ok(receipt) => {
            let sum = cx.tr.money(receipt.money());
            let html = cx.tr.html("agency-received", args![sum = sum]);
            cx.send(&Screen::new(html)).await?;
            open(cx, None, agency).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ (PayError::BadText | PayError::Moved)) => {
            let id = if matches!(error, PayError::Moved) {
                "agency-error-reference-known"
            } else {
                "payments-error-text"
            };
            let question = screens::ask_reference(&cx.tr, agency, money);
            let why = Fault::Refused(Refusal { id, args: args![] });
            cx.ask_again(question, why).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(asking::fault(error))
        }
    }
}
