//! The tree: which update ends where.
//!
//! Gates from top to bottom, each above what it must not be blocked by: membership of the bot in a
//! chat, questions of Telegram's own, other than private chats, buttons of those without an account, blocked people, commands (nobody is ever stuck in a question), taps
//! and words that need no consent, the consent, everything else, the fallback.
//!
//! Within a feature the callback enum and the state enum are matched exhaustively by the compiler, so a
//! new variant without a handler does not build; `tests/routing.rs` holds the order of the gates.

use async_trait::async_trait;
use dptree::{deps, di::DependencyMap};
use teloxide::{
    dispatching::UpdateHandler,
    types::{Message, Update, UpdateKind},
};

use super::{
    Site, State,
    bookings::{self, callbacks::BookingsCallback},
    circle::{self, callbacks::CircleCallback},
    ctx::{Awaited, Ctx, Inner},
    desk::{self, callbacks::DeskCallback},
    executors::{self, callbacks::ExecutorsCallback},
    hours::{self, callbacks::HoursCallback},
    menu::{self, Command, MenuCallback},
    payments::{self, callbacks::PaymentsCallback},
    referrals::{self, callbacks::ReferralsCallback},
    reviews::{self, callbacks::ReviewsCallback},
    staff::{self, callbacks::StaffCallback},
    statistics::{self, callbacks::StatisticsCallback},
    study::{self, callbacks::StudyCallback},
    support::{self, callbacks::SupportCallback},
    thread::{self, callbacks::ThreadCallback},
    tokens::{self, callbacks::TokensCallback},
    tours::{
        self,
        callbacks::{
            AgencyCallback, AgencyMoneyCallback, MakerCallback, PlannerCallback, PlatformCallback,
            ToursCallback,
        },
    },
    trips::{
        self,
        callbacks::{TripDeskCallback, TripsCallback},
    },
    users::{self, callbacks::UsersCallback},
};
use crate::bot::{
    callback::{self, Callback},
    fault::Fault,
    intake::{Front, Incoming, Prepared},
    texts::Tr,
};
use crate::kernel::{ids::TgId, lang::Lang};

/// The features as the intake sees them.
pub struct Bot {
    site: Site,
    tree: UpdateHandler<Fault>,
}

impl Bot {
    /// Puts the tree together.
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self { site, tree: tree() }
    }
}

#[async_trait]
impl Front for Bot {
    async fn prepare(&self, incoming: &Incoming) -> Result<Prepared, Fault> {
        let mut deps: DependencyMap = deps![self.site.clone()];
        // Nobody gets an account by a group, by an edit, by a button or by blocking the bot.
        let ours = is_ours(&incoming.update)
            .then(|| incoming.private_chat().zip(incoming.update.from()))
            .flatten();
        let Some((chat, sender)) = ours else {
            let lang = self.site.app.config.locale.default;
            return Ok(Prepared {
                deps,
                tr: self.site.app.texts.lang(lang),
            });
        };
        let app = &self.site.app;
        let account = match &incoming.update.kind {
            UpdateKind::Message(message) => {
                let payload = message.text().and_then(Command::of).and_then(came_by);
                Some(users::people::seen(app, sender, payload).await?)
            }
            _ => users::people::known(app, sender).await?,
        };
        let Some(account) = account else {
            let lang = sender.language_code.as_deref().and_then(Lang::from_tag);
            let tr = app.texts.lang(lang.unwrap_or(app.config.locale.default));
            deps.insert(Meeting::Stranger(tr.clone()));
            return Ok(Prepared { deps, tr });
        };
        deps.insert(Meeting::Known);
        let tr = self.site.app.texts.lang(
            account
                .person
                .lang
                .unwrap_or(self.site.app.config.locale.default),
        );
        let is_answer = answers_question(&incoming.update);
        let awaited = if is_answer || matches!(incoming.update.kind, UpdateKind::Message(_)) {
            Awaited::at(incoming, &self.site.app).await
        } else {
            Awaited::Nothing
        };
        let cx = Ctx::new(Inner {
            site: self.site.clone(),
            person: account.person,
            rights: account.rights,
            consents: account.consents,
            tr: tr.clone(),
            chat,
            update: incoming.id,
        });
        if leaves_question(&incoming.update) && incoming.may_be_awaited() {
            // A handler may ask the next one.
            cx.expect_nothing().await;
        }
        deps.insert(cx);
        deps.insert(awaited);
        Ok(Prepared { deps, tr })
    }

    async fn unreachable(&self, person: TgId) -> Result<(), Fault> {
        Ok(users::people::reachable(&self.site.app, person, false).await?)
    }

    fn tree(&self) -> &UpdateHandler<Fault> {
        &self.tree
    }
}

/// Whether whoever sent an update has an account.
#[derive(Clone)]
enum Meeting {
    /// Yes: there is a [`Ctx`].
    Known,
    /// No, and a button makes none; words in the language of their app.
    Stranger(Tr),
}

/// The payload of a link that a command brings.
fn came_by(command: Command) -> Option<String> {
    match command {
        Command::Start(payload) => payload,
        _ => None,
    }
}

/// The whole tree.
#[must_use]
pub fn tree() -> UpdateHandler<Fault> {
    dptree::entry()
        .branch(
            is(|update| matches!(update.kind, UpdateKind::MyChatMember(_)))
                .endpoint(users::membership),
        )
        .branch(
            is(|update| matches!(update.kind, UpdateKind::PreCheckoutQuery(_)))
                .endpoint(payments::handlers::checkout),
        )
        .branch(
            is(|update| matches!(update.kind, UpdateKind::InlineQuery(_)))
                .endpoint(tours::handlers::inline),
        )
        .branch(is(is_money).endpoint(payments::handlers::invoice_paid))
        .branch(is(|update| !is_ours(update)).endpoint(ignore))
        .branch(
            dptree::filter_map(|meeting: Meeting| match meeting {
                Meeting::Stranger(tr) => Some(tr),
                Meeting::Known => None,
            })
            .endpoint(users::handlers::unknown),
        )
        .branch(
            dptree::filter(|cx: Ctx| cx.person.blocked_at.is_some())
                .endpoint(users::handlers::shut_out),
        )
        .branch(messages().branch(command().endpoint(menu::commands)))
        .branch(callback::filter::<MenuCallback>().endpoint(menu::tapped))
        .branch(callback::filter::<SupportCallback>().endpoint(support::handlers::tapped))
        .branch(callback::filter::<UsersCallback>().endpoint(users::handlers::tapped))
        .branch(messages().branch(awaited_support().endpoint(support::handlers::typed)))
        .branch(
            dptree::filter(|cx: Ctx| !cx.has_consented()).endpoint(users::handlers::consent_first),
        )
        .branch(callback::filter::<CircleCallback>().endpoint(circle::handlers::tapped))
        .branch(callback::filter::<TokensCallback>().endpoint(tokens::handlers::tapped))
        .branch(callback::filter::<StaffCallback>().endpoint(staff::handlers::tapped))
        .branch(callback::filter::<ExecutorsCallback>().endpoint(executors::handlers::tapped))
        .branch(callback::filter::<ThreadCallback>().endpoint(thread::handlers::tapped))
        .branch(callback::filter::<DeskCallback>().endpoint(desk::handlers::tapped))
        .branch(callback::filter::<StatisticsCallback>().endpoint(statistics::handlers::tapped))
        .branch(callback::filter::<StudyCallback>().endpoint(study::handlers::tapped))
        .branch(callback::filter::<ReferralsCallback>().endpoint(referrals::handlers::tapped))
        .branch(callback::filter::<ReviewsCallback>().endpoint(reviews::handlers::tapped))
        .branch(callback::filter::<HoursCallback>().endpoint(hours::handlers::tapped))
        .branch(callback::filter::<ToursCallback>().endpoint(tours::handlers::tapped))
        .branch(callback::filter::<AgencyCallback>().endpoint(tours::handlers::agency_tapped))
        .branch(callback::filter::<MakerCallback>().endpoint(tours::handlers::maker_tapped))
        .branch(callback::filter::<PlannerCallback>().endpoint(tours::handlers::planner_tapped))
        .branch(callback::filter::<PlatformCallback>().endpoint(tours::handlers::platform_tapped))
        .branch(callback::filter::<AgencyMoneyCallback>().endpoint(tours::handlers::money_tapped))
        .branch(callback::filter::<BookingsCallback>().endpoint(bookings::handlers::tapped))
        .branch(callback::filter::<TripsCallback>().endpoint(trips::handlers::tapped))
        .branch(callback::filter::<TripDeskCallback>().endpoint(trips::handlers::desk_tapped))
        .branch(callback::filter::<PaymentsCallback>().endpoint(payments::handlers::tapped))
        .branch(
            messages()
                .branch(awaited_users().endpoint(users::handlers::typed))
                .branch(awaited_tokens().endpoint(tokens::handlers::typed))
                .branch(awaited_staff().endpoint(staff::handlers::typed))
                .branch(awaited_executors().endpoint(executors::handlers::typed))
                .branch(awaited_thread().endpoint(thread::handlers::typed))
                .branch(awaited_desk().endpoint(desk::handlers::typed))
                .branch(awaited_study().endpoint(study::handlers::typed))
                .branch(awaited_payments().endpoint(payments::handlers::typed))
                .branch(awaited_referrals().endpoint(referrals::handlers::typed))
                .branch(awaited_reviews().endpoint(reviews::handlers::typed))
                .branch(awaited_hours().endpoint(hours::handlers::typed))
                .branch(awaited_tours().endpoint(tours::handlers::typed))
                .branch(awaited_bookings().endpoint(bookings::handlers::typed))
                .branch(awaited_trips().endpoint(trips::handlers::typed)),
        )
        .branch(dptree::filter_map(|incoming: Incoming| incoming.tap).endpoint(menu::stale_button))
        .branch(messages().endpoint(menu::unexpected))
}

/// Whoever taps has left the question that was open, unless the button is only there to be seen, or is
/// the answer to it.
fn leaves_question(update: &Update) -> bool {
    match &update.kind {
        UpdateKind::CallbackQuery(query) => {
            let data = query.data.as_deref().unwrap_or_default();
            data != MenuCallback::Nothing.encode() && !answers_question(update)
        }
        _ => false,
    }
}

/// Whether a tap says yes to what was typed before: to the question that is open.
fn answers_question(update: &Update) -> bool {
    match &update.kind {
        UpdateKind::CallbackQuery(query) => {
            let data = query.data.as_deref().unwrap_or_default();
            matches!(
                DeskCallback::decode(data),
                Some(Ok(DeskCallback::Confirm(_)))
            )
        }
        _ => false,
    }
}

/// Messages and taps of a person in a private chat: what has a [`Ctx`].
fn is_ours(update: &Update) -> bool {
    let is_private = update.chat().is_some_and(teloxide::types::Chat::is_private);
    is_private
        && update.from().is_some_and(|user| !user.is_bot)
        && matches!(
            update.kind,
            UpdateKind::Message(_) | UpdateKind::CallbackQuery(_)
        )
}

/// "Paid" by Telegram's own invoice: the money is there, whoever the payer is to us by now.
fn is_money(update: &Update) -> bool {
    match &update.kind {
        UpdateKind::Message(message) => message.successful_payment().is_some(),
        _ => false,
    }
}

fn is(predicate: fn(&Update) -> bool) -> UpdateHandler<Fault> {
    dptree::filter(move |incoming: Incoming| predicate(&incoming.update))
}

/// Lets messages pass and puts the message into the dependency map.
fn messages() -> UpdateHandler<Fault> {
    dptree::filter_map(|incoming: Incoming| match &incoming.update.kind {
        UpdateKind::Message(message) => Some(message.clone()),
        _ => None,
    })
}

fn command() -> UpdateHandler<Fault> {
    dptree::filter_map(|message: Message| Command::of(message.text()?))
}

fn awaited_users() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Users(state)) => Some(state),
        _ => None,
    })
}

fn awaited_tokens() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Tokens(state)) => Some(state),
        _ => None,
    })
}

fn awaited_support() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Support(state)) => Some(state),
        _ => None,
    })
}

fn awaited_study() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Study(state)) => Some(state),
        _ => None,
    })
}

fn awaited_staff() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Staff(state)) => Some(state),
        _ => None,
    })
}

fn awaited_executors() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Executors(state)) => Some(state),
        _ => None,
    })
}

fn awaited_payments() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Payments(state)) => Some(state),
        _ => None,
    })
}

fn awaited_referrals() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Referrals(state)) => Some(state),
        _ => None,
    })
}

fn awaited_thread() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Thread(state)) => Some(state),
        _ => None,
    })
}

fn awaited_desk() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Desk(state)) => Some(state),
        _ => None,
    })
}

fn awaited_reviews() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Reviews(state)) => Some(state),
        _ => None,
    })
}

fn awaited_hours() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Hours(state)) => Some(state),
        _ => None,
    })
}

fn awaited_tours() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Tours(state)) => Some(state),
        _ => None,
    })
}

fn awaited_bookings() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Bookings(state)) => Some(state),
        _ => None,
    })
}

fn awaited_trips() -> UpdateHandler<Fault> {
    dptree::filter_map(|awaited: Awaited| match awaited {
        Awaited::Input(State::Trips(state)) => Some(state),
        _ => None,
    })
}

/// Groups and channels, other bots, kinds of updates that say nothing to us.
async fn ignore(incoming: Incoming) -> Result<(), Fault> {
    tracing::debug!(update.id = incoming.id.0, "an update that is not for us");
    std::future::ready(Ok(())).await
}
