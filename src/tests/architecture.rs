//! Who may import whom. A rule that no machine checks is a wish.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file with the paths that it imports from this crate, such as `bot::screen`.
struct File {
    name: String,
    imports: Vec<String>,
    text: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            // Tests inside a file may look wherever they like.
            let code = text
                .split("#[cfg(test)]\nmod tests")
                .next()
                .unwrap()
                .to_owned();
            File {
                name: path.strip_prefix(&root).unwrap().display().to_string(),
                imports: imports(&code),
                text: code,
            }
        })
        .collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                walk(&path, paths);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// Paths of `use crate::…` with their braces opened, and of `crate::…` in the code.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        open_braces("", rest, &mut found);
    }
    found
}

/// Reads a use tree: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn open_braces<'c>(prefix: &str, mut rest: &'c str, found: &mut Vec<String>) -> &'c str {
    let mut path = prefix.to_owned();
    // `crate::{…}` begins with a brace: seen from here, the `::` before it is already read.
    let opened = rest.starts_with('{').then(|| format!("::{rest}").leak());
    rest = opened.map_or(rest, |opened| opened);
    loop {
        let end = rest
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .unwrap_or(rest.len());
        path.push_str(&rest[..end]);
        rest = &rest[end..];
        if let Some(after) = rest.strip_prefix("::{") {
            rest = after;
            if !path.is_empty() {
                path.push_str("::");
            }
            loop {
                rest = open_braces(&path, rest.trim_start(), found);
                rest = rest.trim_start();
                match rest.strip_prefix(',') {
                    Some(after) if after.trim_start().starts_with('}') => {
                        return &after.trim_start()[1..];
                    }
                    Some(after) => rest = after,
                    None => return rest.strip_prefix('}').unwrap_or(rest),
                }
            }
        }
        match rest.strip_prefix("::") {
            Some(after) => {
                path.push_str("::");
                rest = after;
            }
            None => {
                found.push(path);
                return rest;
            }
        }
    }
}

/// Files below one of these folders (or these files) import nothing below any of those.
fn forbid(files: &[File], who: &[&str], what: &[&str]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files
        .iter()
        .filter(|file| who.iter().any(|prefix| file.name.starts_with(prefix)))
    {
        for import in &file.imports {
            if what
                .iter()
                .any(|path| import == path || import.starts_with(&format!("{path}::")))
            {
                broken.push(format!("{} imports {import}", file.name));
            }
        }
    }
    broken
}

const SERVICES: &[&str] = &[
    "features/users/people.rs",
    "features/users/profile.rs",
    "features/users/consent.rs",
    "features/users/privacy.rs",
    "features/users/roles.rs",
    "features/users/zones.rs",
    "features/circle/service.rs",
    "features/circle/events.rs",
    "features/tokens/service.rs",
    "features/support/votes.rs",
    "features/support/search",
    "features/staff/answers.rs",
    "features/staff/people.rs",
    "features/staff/health.rs",
    "features/users/events.rs",
    "features/executors/applications.rs",
    "features/executors/staffing.rs",
    "features/executors/desk.rs",
    "features/executors/parcels.rs",
    "features/executors/events.rs",
    "features/thread/service.rs",
    "features/thread/reads.rs",
    "features/thread/parties.rs",
    "features/thread/events.rs",
    "features/audit",
    "features/upkeep.rs",
    "features/desk/orders.rs",
    "features/desk/digest.rs",
    "features/desk/events.rs",
    "features/desk/amounts.rs",
    "features/desk/funds.rs",
    "features/desk/book.rs",
    "features/statistics/orders.rs",
    "outbox/mod.rs",
    "features/referrals/applications.rs",
    "features/referrals/balance.rs",
    "features/referrals/bonuses.rs",
    "features/referrals/codes.rs",
    "features/referrals/events.rs",
    "features/referrals/partners.rs",
    "features/referrals/picture.rs",
    "features/referrals/risk.rs",
    "features/referrals/touch.rs",
    "features/reviews/events.rs",
    "features/reviews/moderation.rs",
    "features/reviews/reads.rs",
    "features/reviews/service.rs",
    "features/reviews/work.rs",
    "features/hours/booking.rs",
    "features/hours/chat.rs",
    "features/hours/endings.rs",
    "features/hours/error.rs",
    "features/hours/events.rs",
    "features/hours/fulfil.rs",
    "features/hours/money.rs",
    "features/hours/reads.rs",
    "features/hours/reassign.rs",
    "features/hours/rounds.rs",
    "features/hours/schedule.rs",
    "features/hours/slots.rs",
    "features/hours/spans.rs",
    "features/hours/terms.rs",
    "features/bookings/agreed.rs",
    "features/bookings/decide.rs",
    "features/bookings/discounts.rs",
    "features/bookings/endings.rs",
    "features/bookings/error.rs",
    "features/bookings/events.rs",
    "features/bookings/fulfil.rs",
    "features/bookings/lists.rs",
    "features/bookings/reads.rs",
    "features/bookings/request.rs",
    "features/bookings/rounds.rs",
    "features/bookings/seats.rs",
    "features/bookings/waiting.rs",
    "features/tours/agencies.rs",
    "features/tours/catalog.rs",
    "features/tours/desk.rs",
    "features/tours/discounts.rs",
    "features/tours/error.rs",
    "features/tours/events.rs",
    "features/tours/offers.rs",
    "features/tours/photos.rs",
    "features/tours/pricing.rs",
    "features/tours/reads.rs",
    "features/tours/sessions.rs",
    "features/tours/titles.rs",
    "features/trips/bargain.rs",
    "features/trips/choice.rs",
    "features/trips/drafts.rs",
    "features/trips/error.rs",
    "features/trips/events.rs",
    "features/trips/offers.rs",
    "features/trips/lists.rs",
    "features/trips/parts.rs",
    "features/trips/privacy.rs",
    "features/trips/reads.rs",
    "features/trips/rounds.rs",
    "features/trips/submit.rs",
    "features/trips/typed.rs",
    "features/media/files.rs",
    "features/study/answers.rs",
    "features/study/assign.rs",
    "features/study/change.rs",
    "features/study/disputes.rs",
    "features/study/drafts.rs",
    "features/study/enclosures.rs",
    "features/study/endings.rs",
    "features/study/error.rs",
    "features/study/events.rs",
    "features/study/fulfil.rs",
    "features/study/hands.rs",
    "features/study/machine.rs",
    "features/study/quotes.rs",
    "features/study/reads.rs",
    "features/study/work.rs",
    "features/fulfilment.rs",
    "features/ledger",
    "features/payme/account.rs",
    "features/payme/begin.rs",
    "features/payme/methods.rs",
    "features/payments/service.rs",
    "features/payments/creation.rs",
    "features/payments/release.rs",
    "features/payments/settle.rs",
    "features/payments/parked.rs",
    "features/payments/check.rs",
    "features/payments/hints.rs",
    "features/payments/native.rs",
    "features/payments/refunds",
    "features/payments/payouts",
    "features/payments/reconcile.rs",
    "features/payments/reads.rs",
    "features/payments/events.rs",
    "features/payments/error.rs",
];

#[test]
fn arrows_point_downwards() {
    let files = files();
    let mut broken = Vec::new();
    let everything_of_ours = [
        "app",
        "assets",
        "backup",
        "bot",
        "cli",
        "clients",
        "clock",
        "config",
        "db",
        "demo",
        "entity",
        "features",
        "health",
        "http",
        "jobs",
        "outbox",
        "redis",
        "run",
        "telemetry",
    ];
    broken.extend(forbid(&files, &["kernel"], &everything_of_ours));
    broken.extend(forbid(
        &files,
        &["entity"],
        &everything_of_ours.map(|name| if name == "entity" { "-" } else { name }),
    ));
    broken.extend(forbid(
        &files,
        &["clients"],
        &[
            "app", "bot", "db", "entity", "features", "http", "jobs", "outbox",
        ],
    ));
    broken.extend(forbid(
        &files,
        &["bot", "http", "outbox", "jobs"],
        &["features", "run", "cli", "demo"],
    ));
    broken.extend(forbid(
        &files,
        &["features"],
        &["run", "cli", "demo", "backup"],
    ));
    broken.extend(forbid(
        &files,
        SERVICES,
        &[
            "bot::screen",
            "bot::keyboard",
            "bot::texts",
            "bot::tap",
            "bot::callback",
            "http::ApiError",
        ],
    ));
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn services_know_neither_telegram_nor_http_nor_words() {
    let mut broken = Vec::new();
    for file in files() {
        let is_service = SERVICES.iter().any(|prefix| file.name.starts_with(prefix));
        // People come in as Telegram describes them: the one place that reads its type.
        let is_excused = file.name == "features/users/people.rs";
        if is_service && !is_excused {
            for word in ["teloxide", "axum::", "args![", "tr.plain", "tr.html"] {
                if file.text.contains(word) {
                    broken.push(format!("{} has {word}", file.name));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn handlers_and_screens_leave_the_database_alone() {
    let mut broken = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.name.starts_with("features/"))
    {
        let name = file.name.as_str();
        let is_edge =
            name.contains("handlers") || name.contains("screens") || name.contains("/api");
        if is_edge && (file.text.contains("sea_orm") || file.text.contains("db::begin")) {
            broken.push(format!("{name} talks to the database"));
        }
        if name.contains("screens")
            && (file.text.contains("async ") || file.text.contains(".await"))
        {
            broken.push(format!("{name} waits for something"));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn features_meet_each_other_by_services_and_buttons_only() {
    let mut broken = Vec::new();
    let hubs = [
        "features/mod.rs",
        "features/front.rs",
        "features/menu.rs",
        "features/post.rs",
        "features/api.rs",
    ];
    for file in files()
        .iter()
        .filter(|file| file.name.starts_with("features/"))
    {
        if hubs.contains(&file.name.as_str()) {
            continue;
        }
        let mine = file.name.split('/').nth(1).unwrap_or_default();
        for import in &file.imports {
            let mut parts = import.split("::").skip(1);
            let (Some(feature), Some(part)) = (parts.next(), parts.next()) else {
                continue;
            };
            let is_edge = ["handlers", "screens", "notices", "state", "api"].contains(&part);
            if import.starts_with("features::") && feature != mine && is_edge {
                // Onboarding ends where a deep link leads: into the circle, to an order, to one's own link.
                let is_deep_link = file.name == "features/users/handlers/onboarding.rs"
                    && matches!(feature, "circle" | "study" | "referrals");
                if !is_deep_link {
                    broken.push(format!("{} imports {import}", file.name));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn use_trees_are_read_right() {
    let code = "use crate::{a::{b, c::d}, e};\nlet x = crate::f::g();";
    assert_eq!(imports(code), ["a::b", "a::c::d", "e", "f::g"]);
}
