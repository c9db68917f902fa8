//! The main menu, the commands, and the answers for what leads nowhere.

use teloxide::types::Message;

use super::{
    State, circle,
    ctx::{Awaited, Ctx},
    executors, hours, staff, study, support, thread, tokens, tours, users,
};
use crate::{
    args,
    bot::{
        callback::{Callback, Malformed, Reader, Writer},
        commands,
        fault::Fault,
        keyboard::{Keyboard, button, link, remove},
        screen::Screen,
        tap::Tap,
        texts::Tr,
    },
    config::Modules,
    features::{
        circle::callbacks::CircleCallback,
        executors::callbacks::ExecutorsCallback,
        hours::callbacks::HoursCallback,
        referrals::callbacks::ReferralsCallback,
        reviews::callbacks::ReviewsCallback,
        staff::callbacks::StaffCallback,
        study::callbacks::StudyCallback,
        support::callbacks::SupportCallback,
        thread::state::ThreadState,
        tours::callbacks::{AgencyCallback, ToursCallback},
        users::{callbacks::UsersCallback, state::UsersState},
    },
    kernel::permission::{Permission, Rights},
};

/// Buttons of the menu and of the pages about the brand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuCallback {
    /// The main menu.
    Home,
    /// The page about the brand.
    About,
    /// How the work goes.
    Stages,
    /// A button that is only there to be seen, such as the number of a page.
    Nothing,
}

impl MenuCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        vec![Self::Home, Self::About, Self::Stages, Self::Nothing]
    }
}

impl Callback for MenuCallback {
    const TAG: &'static str = "m1";

    fn write(&self, to: &mut Writer) {
        to.word(match self {
            Self::Home => "home",
            Self::About => "about",
            Self::Stages => "stages",
            Self::Nothing => "nop",
        });
    }

    fn read(action: &str, _: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match action {
            "home" => Self::Home,
            "about" => Self::About,
            "stages" => Self::Stages,
            "nop" => Self::Nothing,
            _ => return Err(Malformed),
        })
    }
}

/// A command with what followed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `/start [payload]`
    Start(Option<String>),
    /// `/menu`
    Menu,
    /// `/cancel`
    Cancel,
    /// `/profile`
    Profile,
    /// `/circle`
    Circle,
    /// `/faq`, `/help`
    Faq,
    /// `/language`
    Language,
    /// `/privacy`
    Privacy,
    /// `/tokens`
    Tokens,
    /// `/orders`
    Orders,
    /// `/tours`
    Tours,
    /// `/staff`
    Staff,
    /// `/work`
    Work,
    /// Any other.
    Unknown,
}

impl Command {
    /// The command that a message is, if it is one: `/name`, `/name@bot`, `/name words`.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('/')?;
        let (name, tail) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let name = name.split('@').next().unwrap_or(name).to_lowercase();
        let tail = tail.trim();
        Some(match name.as_str() {
            "start" => Self::Start(is_payload(tail).then(|| tail.to_owned())),
            "menu" => Self::Menu,
            "cancel" => Self::Cancel,
            "profile" => Self::Profile,
            "circle" => Self::Circle,
            "faq" | "help" => Self::Faq,
            "language" => Self::Language,
            "privacy" => Self::Privacy,
            "tokens" => Self::Tokens,
            "orders" => Self::Orders,
            "tours" => Self::Tours,
            "staff" => Self::Staff,
            "work" => Self::Work,
            _ => Self::Unknown,
        })
    }
}

/// Whether a link could have brought this: Telegram's own rule. Anything else was typed by hand.
pub(crate) fn is_payload(words: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !words.is_empty() && words.len() <= 64 && words.bytes().all(fits)
}

/// The commands that Telegram offers to somebody with these rights.
#[must_use]
pub fn command_list(tr: &Tr, rights: &Rights, modules: Modules) -> Vec<commands::Command> {
    let mut names = vec![
        "menu", "profile", "circle", "faq", "language", "privacy", "tokens", "cancel",
    ];
    if modules.tours {
        names.insert(1, "tours");
    }
    if modules.study {
        names.insert(1, "orders");
    }
    if rights.may(Permission::OpenStaffPanel) {
        names.insert(1, "staff");
    }
    if rights.may(Permission::CarryOutOrders) {
        names.insert(1, "work");
    }
    names
        .into_iter()
        .map(|name| (name, tr.plain(&format!("command-{name}"), args![])))
        .collect()
}

/// Sets the list of commands in this chat: in the chosen language, with what the person's roles add.
/// Nobody is kept waiting for it: a chat with an old list is no harm.
pub async fn offer_commands(cx: &Ctx) {
    let list = command_list(&cx.tr, &cx.rights, cx.app().config.modules);
    if let Err(error) =
        commands::set(&cx.app().tg, commands::Scope::Chat(cx.chat), None, &list).await
    {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a chat keeps its old commands"
        );
    }
}

/// Carries out a command. It ends any question that was open.
pub async fn commands(cx: Ctx, command: Command, awaited: Awaited) -> Result<(), Fault> {
    let was_asked = awaited != Awaited::Nothing;
    if was_asked && command != Command::Cancel {
        cx.expect_nothing().await;
    }
    match command {
        Command::Start(payload) => users::handlers::start(cx, payload).await,
        Command::Faq => support::handlers::home(&cx, None).await,
        Command::Language => users::handlers::language(&cx, None).await,
        Command::Privacy => users::handlers::privacy(&cx, None).await,
        Command::Menu | Command::Unknown if !cx.has_consented() => {
            users::handlers::consent_first_message(&cx).await
        }
        Command::Menu => cx.send(&home(&cx)).await,
        Command::Cancel => {
            let said = if was_asked {
                "menu-cancelled"
            } else {
                "menu-nothing-to-cancel"
            };
            if awaited == Awaited::Input(State::Users(UsersState::Zone)) {
                // The keyboard that asks for a place goes with its question.
                let word = Screen::new(cx.tr.html(said, args![])).with_reply(remove());
                cx.send(&word).await?;
                cx.send(&home(&cx)).await?;
            } else {
                cx.send(&home_with(&cx, said)).await?;
            }
            // Last: a repeat of the update says the same.
            if was_asked {
                cx.expect_nothing().await;
            }
            Ok(())
        }
        Command::Unknown => cx.send(&home_with(&cx, "menu-unknown-command")).await,
        Command::Profile
        | Command::Circle
        | Command::Tokens
        | Command::Orders
        | Command::Tours
        | Command::Staff
        | Command::Work
            if !cx.has_consented() =>
        {
            users::handlers::consent_first_message(&cx).await
        }
        Command::Profile => users::handlers::profile(&cx, None).await,
        Command::Circle => circle::handlers::open(&cx, None, 0).await,
        Command::Tokens => tokens::handlers::list(&cx, None).await,
        Command::Orders if !cx.app().config.modules.study => cx.send(&home(&cx)).await,
        Command::Orders => study::handlers::mine(&cx, None).await,
        Command::Tours if !cx.app().config.modules.tours => cx.send(&home(&cx)).await,
        Command::Tours => tours::handlers::list_home(&cx, None).await,
        Command::Staff => staff::handlers::panel(&cx, None).await,
        Command::Work => executors::handlers::panel(&cx, None).await,
    }
}

/// A tap on a button of the menu.
pub async fn tapped(cx: Ctx, tap: Tap, callback: MenuCallback) -> Result<(), Fault> {
    match callback {
        MenuCallback::Home => cx.show(Some(&tap), &home(&cx)).await,
        MenuCallback::About => cx.show(Some(&tap), &about(&cx)).await,
        MenuCallback::Stages => cx.show(Some(&tap), &stages(&cx)).await,
        MenuCallback::Nothing => {
            tap.finish().await;
            Ok(())
        }
    }
}

/// A button that no longer means anything: of an older release, or made up.
pub async fn stale_button(cx: Ctx, tap: Tap) -> Result<(), Fault> {
    metrics::counter!("stale_buttons_total").increment(1);
    tap.toast(&cx.tr.plain("menu-stale-button", args![]))
        .await?;
    cx.send(&home(&cx)).await
}

/// A message that nobody asked for.
pub async fn unexpected(cx: Ctx, message: Message, awaited: Awaited) -> Result<(), Fault> {
    if message.location().is_some() {
        return users::handlers::shared_place(&cx, &message).await;
    }
    if let Some((thread, to)) = hours::handlers::spoken(&cx).await? {
        return thread::handlers::typed(cx, message, ThreadState::Write { thread, to }).await;
    }
    let is_lost = awaited == Awaited::Lost;
    let said = match awaited {
        Awaited::Lost => "menu-question-lost",
        Awaited::Nothing | Awaited::Input(_) if message.text().is_some() => "menu-unexpected-text",
        Awaited::Nothing | Awaited::Input(_) => "menu-unexpected-media",
    };
    cx.send(&home_with(&cx, said)).await?;
    if is_lost {
        cx.expect_nothing().await;
    }
    Ok(())
}

/// The main menu: what this person may use.
#[must_use]
pub fn home(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let label = |id: &str| tr.plain(id, args![]);
    let modules = cx.app().config.modules;
    let mut keyboard = Keyboard::new();
    if cx.has_consented() {
        if modules.study {
            keyboard = keyboard
                .row([button(label("menu-study"), &StudyCallback::Home)])
                .row([button(label("menu-hours"), &HoursCallback::Home)]);
        }
        if modules.tours {
            keyboard = keyboard.row([button(label("menu-tours"), &ToursCallback::Home)]);
        }
        keyboard = keyboard.row([
            button(label("menu-profile"), &UsersCallback::Profile),
            button(label("menu-circle"), &CircleCallback::Open(0)),
        ]);
    }
    let stages = (modules.study || modules.tours)
        .then(|| button(label("menu-stages"), &MenuCallback::Stages));
    keyboard = keyboard
        .row([button(label("menu-faq"), &SupportCallback::Home)])
        .row(
            [button(label("menu-about"), &MenuCallback::About)]
                .into_iter()
                .chain(stages),
        )
        .row([
            button(label("menu-language"), &UsersCallback::Language),
            button(label("menu-privacy"), &UsersCallback::Privacy),
        ]);
    if !cx.has_consented() {
        keyboard = keyboard.row([button(label("menu-consent"), &UsersCallback::Consent)]);
    }
    if cx.has_consented() && (modules.study || modules.tours) {
        // Side by side the labels would be cut on a narrow phone.
        keyboard = keyboard
            .row([button(label("menu-reviews"), &ReviewsCallback::Open(0))])
            .row([button(label("menu-referrals"), &ReferralsCallback::Open)]);
    }
    if cx.rights.may(Permission::OpenStaffPanel) && cx.has_consented() {
        keyboard = keyboard.row([button(label("menu-staff"), &StaffCallback::Panel)]);
    }
    if cx.rights.may(Permission::CarryOutOrders) && cx.has_consented() {
        keyboard = keyboard.row([button(label("menu-work"), &ExecutorsCallback::Panel)]);
    }
    let may_sell =
        cx.rights.may(Permission::SellTours) || cx.rights.may(Permission::ManageAgencies);
    if modules.tours && may_sell && cx.has_consented() {
        keyboard = keyboard.row([button(label("menu-agency"), &AgencyCallback::Home)]);
    }
    let brand = cx.app().config.brand.name.as_str();
    let text = tr.html(
        "menu-home",
        args![name = cx.person.first_name.as_str(), brand = brand],
    );
    Screen::new(text).with(keyboard)
}

/// The main menu under a word about what just happened.
#[must_use]
pub fn home_with(cx: &Ctx, said: &str) -> Screen {
    home(cx).headed(cx.tr.html(said, args![]))
}

/// The page about the brand, with the links that the operator gave.
#[must_use]
pub fn about(cx: &Ctx) -> Screen {
    let brand = &cx.app().config.brand;
    let links = [
        ("menu-link-site", &brand.site),
        ("menu-link-channel", &brand.channel),
        ("menu-link-chat", &brand.chat),
    ];
    let links = links
        .into_iter()
        .filter_map(|(id, address)| link(cx.tr.plain(id, args![]), address));
    let keyboard = Keyboard::new()
        .grid(1, links)
        .back(&cx.tr, &MenuCallback::Home);
    Screen::new(cx.site.library.about(cx.tr.lang())).with(keyboard)
}

/// How the work goes.
#[must_use]
pub fn stages(cx: &Ctx) -> Screen {
    let keyboard = Keyboard::new().back(&cx.tr, &MenuCallback::Home);
    Screen::new(cx.site.library.stages(cx.tr.lang())).with(keyboard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_with_bot_names_payloads_and_odd_case() {
        assert_eq!(
            Command::of("/start friend_abc"),
            Some(Command::Start(Some("friend_abc".to_owned())))
        );
        assert_eq!(Command::of("/START"), Some(Command::Start(None)));
        assert_eq!(Command::of("/start by hand"), Some(Command::Start(None)));
        assert_eq!(
            Command::of(&format!("/start {}", "a".repeat(65))),
            Some(Command::Start(None))
        );
        assert_eq!(Command::of("/menu@sputnik_bot"), Some(Command::Menu));
        assert_eq!(Command::of("/\u{1f680}"), Some(Command::Unknown));
        assert_eq!(Command::of("menu"), None);
    }
}
